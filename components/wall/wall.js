// The idea wall as participants see it: newest first, growing live. Long walls are shown in portions.
import { element, filled, follow, reconcile, wordsOf } from "../live/live.js"

const PORTION = 60
const FRESH_MS = 6000
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { shown: PORTION, known: null, fresh: new Set() }
    running.set(root, me)
    root.querySelector(".more").onclick = () => {
      me.shown += PORTION
      draw(root, me)
    }
  }
  const spoken = me.language
  me.language = data.language
  if (me.ideas && spoken !== me.language) draw(root, me)
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      if (state.ideas === me.ideas && state.fields === me.fields) return
      me.ideas = state.ideas
      me.fields = state.fields ?? {}
      draw(root, me)
    })
  }
  return () => {
    me.stop()
    running.delete(root)
  }
}

async function draw(root, me) {
  const words = await wordsOf(me.language)
  const ids = Object.keys(me.ideas ?? {}).map(Number).sort((a, b) => b - a)
  mark(root, me, ids)
  const heading = root.querySelector(".count")
  heading.textContent = filled(words.ideas, { count: ids.length })
  reconcile(root.querySelector(".cards"), ids.slice(0, me.shown), {
    key: (id) => id,
    make: () =>
      element(
        "li",
        { class: "card" },
        element("h3", { class: "text" }),
        element("p", { class: "text body" }),
        element("p", { class: "foot quiet" }),
      ),
    update: (card, id) => {
      const idea = me.ideas[id]
      card.classList.toggle("fresh", me.fresh.has(id))
      set(card.querySelector("h3"), idea.title)
      set(card.querySelector(".body"), idea.text)
      const merged = idea.merged ? filled(words.merged, { count: idea.merged }) : ""
      set(card.querySelector(".foot"), [me.fields[idea.field] ?? "", merged].filter(Boolean).join(" · "))
    },
  })
  const more = root.querySelector(".more")
  const rest = ids.length - me.shown
  more.hidden = rest <= 0
  more.textContent = filled(words.more_ideas, { count: rest })
}

// What has just arrived is marked for a moment; on the first drawing nothing is new.
function mark(root, me, ids) {
  if (me.known) {
    for (const id of ids.filter((id) => !me.known.has(id))) {
      me.fresh.add(id)
      setTimeout(() => {
        me.fresh.delete(id)
        root.querySelector(`.card[data-key="${id}"]`)?.classList.remove("fresh")
      }, FRESH_MS)
    }
  }
  me.known = new Set(ids)
}

function set(node, text) {
  if (node.textContent !== (text ?? "")) node.textContent = text ?? ""
  node.hidden = !text
}
