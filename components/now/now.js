// The head of a participant's page: what is happening now, and how long still. When the facilitator moves on,
// it asks Streamlit for the page that goes with the new activity.
import { clock, filled, follow, wordsOf } from "../live/live.js"

const running = new WeakMap()
// So that a whole room does not ask for its new page in the same instant.
const JITTER_MS = 300
const OFFLINE_AFTER_MS = 4000
const ASK_AGAIN_MS = 5000

export default function (component) {
  const { parentElement: root } = component
  let me = running.get(root)
  if (!me) {
    me = { state: null, connected: true }
    running.set(root, me)
    me.ticking = setInterval(() => tick(root, me), 1000)
    root.querySelector(".turn").onclick = () => me.component.setTriggerValue("turn", Date.now())
  }
  me.component = component
  drawTurn(root, component.data)
  if (me.token !== component.data.stream) {
    me.stop?.()
    me.token = component.data.stream
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
  const { data } = me.component
  const words = await wordsOf(data.language)
  const { activity, step, question } = state.now
  const put = (selector, text) => {
    const node = root.querySelector(selector)
    if (node && node.textContent !== text) node.textContent = text
  }
  put(".meeting", state.now.title)
  put(".step", filled(words.step, { step: step[0], steps: step[1] }))
  put(".title", activity?.title ?? "")
  put(".question", activity?.question || question || "")
  document.title = `${activity?.title ?? state.now.title} – ${words["now.app"]}`
  tick(root, me)
  worry(root, me, words)
  const seen = pageOf(state.now)
  if (data.seen !== seen && me.asked !== seen) {
    me.asked = seen
    put(".for-ears[role=status]", filled(words.moved, { title: activity?.title ?? "" }))
    clearTimeout(me.asking)
    me.asking = setTimeout(() => ask(me, seen), Math.random() * JITTER_MS)
  }
}

// The way to one's own page, or back from it.
async function drawTurn(root, data) {
  const words = await wordsOf(data.language)
  const label = data.my_page ? "now.back" : data.waiting ? "now.my_page_waiting" : "now.my_page"
  root.querySelector(".turn .arrow").textContent = data.my_page ? "←" : ""
  root.querySelector(".turn .label").textContent = filled(words[label], { count: data.waiting })
}

// Asks again if no new page comes: a request can get lost with the line.
function ask(me, seen) {
  if (me.component.data.seen === seen) return
  keepTyped()
  me.component.setTriggerValue("moved", seen)
  me.asking = setTimeout(() => ask(me, seen), ASK_AGAIN_MS)
}

// Streamlit takes over what is typed when a field is left. Whoever is in the middle of a word has not left it.
function keepTyped() {
  const field = document.activeElement
  if (!field?.matches("textarea, input")) return
  field.blur()
  field.focus({ preventScroll: true })
}

// The same words as components/now/__init__.py: what decides which page is drawn.
function pageOf(now) {
  const round = now.round
  return [now.activity?.id ?? 0, round?.id ?? 0, round?.status ?? "", now.open ? 1 : 0].join("·")
}

function tick(root, me) {
  const timer = root.querySelector(".timer")
  if (!timer || !me.state) return
  const left = clock(me.state.now.activity?.ends_at)
  timer.textContent = left
  timer.classList.toggle("over", left.startsWith("+"))
}

// Says so only when the line stays away; every failed attempt to come back must not start the wait anew.
function worry(root, me, words) {
  const notice = root.querySelector(".offline")
  if (me.connected) {
    clearTimeout(me.worrying)
    me.worrying = null
    notice.hidden = true
    return
  }
  me.worrying ??= setTimeout(() => {
    notice.textContent = words.offline
    notice.hidden = false
  }, OFFLINE_AFTER_MS)
}
