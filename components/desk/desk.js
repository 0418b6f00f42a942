// The facilitator's work on ideas. The ideas come by the live stream; what is wanted goes to Streamlit.
import { filled, follow, wordsOf } from "../live/live.js"
import { drawBar, rest, wireBar } from "./bar.js"
import { drawGroups, wireGroups } from "./groups.js"
import { drawIdeas, found } from "./ideas.js"
import { picture, reversed, wishes } from "./wishes.js"

export const PORTION = 40
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = begin(root)
    running.set(root, me)
  }
  me.component = component
  receive(me, data)
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      const { desk, clusters, fields } = state
      if (me.state && desk === me.state.desk && clusters === me.state.clusters && fields === me.state.fields) return
      me.state = { desk, clusters, fields }
      admit(me)
      draw(me)
    })
  }
  draw(me)
  return () => {
    me.stop()
    me.wishes.stop()
    running.delete(root)
  }
}

function begin(root) {
  const me = {
    root,
    $: (selector) => root.querySelector(selector),
    filter: "all",
    search: "",
    shown: PORTION,
    picked: new Set(),
    // What was just worked on stays in the list until the next step, even if it no longer fits the filter.
    kept: new Set(),
    known: null,
    note: "",
    draw: () => draw(me),
    act: (task, sentence) => act(me, task, sentence),
  }
  me.wishes = wishes((tasks) => me.component.setTriggerValue("tasks", { tasks }), me.draw)
  wireBar(me)
  wireGroups(me)
  me.$(".more").onclick = () => {
    me.shown += PORTION
    draw(me)
  }
  me.$(".fresh").onclick = () => {
    me.known = null
    admit(me)
    draw(me)
    rest(me)
  }
  return me
}

// What the server says of the last tasks.
function receive(me, data) {
  const answer = me.wishes.settle(data.operation, data.refusals)
  if (!answer) return
  me.note = answer.refusal ?? ""
  if (answer.refusal) me.last = null
  for (const typed of [me.heading, me.renamed]) typed?.settle(answer.done, data.refusals)
}

// Does something at once on this picture, sends it, and remembers how it is taken back. Returns its number.
function act(me, task, sentence) {
  me.note = ""
  me.kept = new Set(task.ideas ?? [])
  me.last = { sentence, back: reversed(task, view(me)) }
  const operation = me.wishes.want(task)
  draw(me)
  return operation
}

export const view = (me) => picture(me.state ?? {}, me.wishes.open())

// New ideas join the list by themselves, unless somebody is just pointing at it: then nothing may move.
function admit(me) {
  const ids = Object.keys(me.state.desk ?? {}).map(Number)
  const list = me.$(".ideas")
  const busy = list.matches(":hover") || list.contains(me.root.getRootNode().activeElement)
  if (!me.known || !busy) me.known = new Set(ids)
}

async function draw(me) {
  if (!me.state) return
  me.words = await wordsOf(me.component.data.language)
  const now = view(me)
  for (const id of me.picked) if (!now.ideas.has(id) || now.ideas.get(id).into) me.picked.delete(id)
  if (Number(me.filter) && !now.clusters.some((cluster) => cluster.id === Number(me.filter))) me.filter = "all"
  const ids = found(me, now)
  drawGroups(me, now)
  drawBar(me, now)
  drawIdeas(me, now, ids.slice(0, me.shown))
  put(me.$("#count"), filled(me.words["desk.ideas"], { count: ids.length }))
  show(me.$(".none"), ids.length ? "" : me.words[now.ideas.size ? "desk.nothing_found" : "desk.no_ideas"])
  show(me.$(".more"), ids.length > me.shown ? filled(me.words.more_ideas, { count: ids.length - me.shown }) : "")
  const fresh = [...now.ideas.keys()].filter((id) => !me.known.has(id)).length
  show(me.$(".fresh"), fresh ? filled(me.words["desk.fresh"], { count: fresh }) : "")
}

export function put(node, text) {
  if (node.textContent !== text) node.textContent = text
  return node
}

// Text that is there, or nothing at all.
export function show(node, text) {
  put(node, text ?? "").hidden = !text
}
