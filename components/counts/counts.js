// The head of the facilitator's page: what is running, how long still, who is here, how many have acted.
// When the stream differs from what Streamlit has drawn, it asks for the page anew.
import { clock, element, filled, follow, reconcile, wordsOf } from "../live/live.js"

const running = new WeakMap()
// One's own click comes by the stream before its page does; only what others did needs a new page.
const PATIENCE_MS = 500
const AGAIN_MS = 5000
const OFFLINE_AFTER_MS = 4000

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { state: null, connected: true }
    running.set(root, me)
    me.ticking = setInterval(() => tick(root, me), 1000)
  }
  me.component = component
  // People open and close the list as they like; a new activity sets it once.
  if (me.open !== data.open) {
    me.open = data.open
    root.querySelector(".people").open = data.open
  }
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state, connected) => show(root, me, state, connected))
  } else if (me.state) {
    show(root, me, me.state, me.connected)
  }
  return () => {
    me.stop()
    clearInterval(me.ticking)
    clearTimeout(me.asking)
    clearTimeout(me.worrying)
    running.delete(root)
  }
}

async function show(root, me, state, connected) {
  me.state = state
  me.connected = connected
  const words = await wordsOf(me.component.data.language)
  const { activity, step, question } = state.now
  put(root, ".step", filled(words.step, { step: step[0], steps: step[1] }))
  put(root, ".title", activity?.title ?? "")
  put(root, ".question", activity?.question || question || "")
  drawFigures(root, me, words)
  tick(root, me)
  worry(root, me, words)
  if (me.activity && me.activity !== activity?.id) put(root, ".for-ears", filled(words.moved, { title: activity?.title ?? "" }))
  me.activity = activity?.id
  compare(me)
}

function drawFigures(root, me, words) {
  const { state } = me
  const progress = { present: 0, ...state.progress }
  put(root, "summary", counted(words, "counts.present", progress.present))
  const labels = me.component.data.types
  const types = labels.filter(([value]) => state.people?.[value])
  reconcile(root.querySelector(".types"), types, {
    key: ([value]) => value,
    make: () => element("li", {}, element("span", { class: "number" }), element("span", { class: "name" })),
    update: (row, [value, label]) => {
      put(row, ".number", String(state.people[value]))
      put(row, ".name", label)
    },
  })
  put(root, ".acted", acted(words, state, progress))
  put(root, ".more", more(words, state, progress))
}

// How many have done what the current activity asks for.
function acted(words, { now, desk, question, meetings }, progress) {
  if (question?.id) return filled(words["counts.answered"], question.status === "shown" ? question : progress)
  if (now.round) return filled(words["counts.voted"], now.round.status === "shown" ? shownOf(now.round) : progress)
  const kind = now.activity?.kind
  if (["ideas", "cluster", "break"].includes(kind)) return counted(words, "counts.ideas", onTheWall(desk))
  if (kind === "exchange") return counted(words, "counts.offering", progress.offering)
  if (kind === "meetings") return counted(words, "counts.meetings", meetings?.here ?? 0)
  if (kind === "groups" || kind === "presentation") return counted(words, "counts.grouped", progress.grouped)
  if (kind === "feedback") return counted(words, "counts.feedback", progress.feedback)
  return ""
}

function more(words, { now }, progress) {
  const kind = now.activity?.kind
  if (now.round) return ""
  if (["ideas", "cluster", "break"].includes(kind) && progress.authors) return counted(words, "counts.authors", progress.authors)
  if (kind === "exchange" && progress.agreed) return counted(words, "counts.agreed", progress.agreed)
  return ""
}

const shownOf = (round) => ({ present: round.present, voted: round.ballots })

const onTheWall = (desk) => Object.values(desk ?? {}).filter((idea) => !idea.hidden && !idea.into).length

const counted = (words, key, count) => filled(words[key], { count })

// The same lines as in components/counts/__init__.py, only of the parts the page has drawn.
const LINES = {
  now: ({ now }) => [
    String(now.activity?.id ?? 0),
    now.round ? `${now.round.id}·${now.round.status}` : "",
    now.open ? "1" : "0",
  ],
  agenda: ({ agenda }) => inOrder(agenda).map(([id, [, title, minutes]]) => `${id}·${title}·${minutes}`),
  clusters: ({ clusters }) => inOrder(clusters).map(([id, [, title]]) => `${id}·${title}`),
  groups: ({ groups }) =>
    Object.entries(groups ?? {}).map(([id, it]) => [id, it.title, it.lead, it.partner, it.interested].join("·")),
  ideas: ({ desk }) => [String(onTheWall(desk))],
  question: ({ question, marks }) => [question?.id ? `${question.id}·${question.status}` : "", String(offers(marks))],
  meetings: ({ meetings }) => [String(meetings?.mark ?? "")],
  offering: ({ progress }) => [String(progress?.offering ?? 0)],
  gaps: ({ gaps }) => gaps?.sought ?? [],
}

const offers = (marks) =>
  Object.values(marks ?? {})
    .flatMap((counts) => Object.values(counts))
    .filter(Number.isInteger)
    .reduce((sum, count) => sum + count, 0)

const inOrder = (section) => Object.entries(section ?? {}).sort(([a, [x]], [b, [y]]) => x - y || a - b)

const linesOf = (state, seen) => JSON.stringify(Object.keys(seen).map((part) => LINES[part](state)))
const linesSeen = (seen) => JSON.stringify(Object.values(seen))

function compare(me) {
  clearTimeout(me.asking)
  const { seen } = me.component.data
  const wanted = linesOf(me.state, seen)
  if (wanted === linesSeen(seen)) return
  me.asking = setTimeout(
    () => {
      me.asked = wanted
      me.component.setTriggerValue("moved", wanted.length)
      compare(me)
    },
    // What was asked for is not asked for again at once: the page may be on its way.
    me.asked === wanted ? AGAIN_MS : PATIENCE_MS,
  )
}

function tick(root, me) {
  const timer = root.querySelector(".timer")
  if (!timer || !me.state) return
  const left = clock(me.state.now.activity?.ends_at)
  timer.textContent = left
  timer.classList.toggle("over", left.startsWith("+"))
}

function worry(root, me, words) {
  clearTimeout(me.worrying)
  const notice = root.querySelector(".offline")
  if (me.connected) {
    notice.hidden = true
    return
  }
  me.worrying = setTimeout(() => {
    notice.textContent = words.offline
    notice.hidden = false
  }, OFFLINE_AFTER_MS)
}

function put(root, selector, text) {
  const node = root.querySelector(selector)
  if (!node) return
  if (node.textContent !== text) node.textContent = text
  if (!node.classList.contains("for-ears")) node.hidden = !text
}
