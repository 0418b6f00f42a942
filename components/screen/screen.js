// The projector's picture: follows the stream, never asks for anything, keeps the last picture when the line breaks.
import { clock, filled, follow, wordsOf } from "../live/live.js"
import { layOut, newBook, turn } from "./pages.js"
import { drawQr } from "./qr.js"
import { viewOf } from "./views.js"

const running = new WeakMap()
const OFFLINE_AFTER_MS = 4000

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { book: newBook(), connected: true }
    running.set(root, me)
    cover(root)
    me.ticking = setInterval(() => tick(root, me), 1000)
    me.resized = () => {
      me.book.heights.clear()
      draw(root, me)
    }
    // Another window, the style sheet has come, or what stands above and below needs another line; then the fonts.
    me.watching = new ResizeObserver(me.resized)
    me.watching.observe(root.querySelector(".screen"))
    me.watching.observe(root.querySelector(".body > .rows"))
    document.fonts.addEventListener("loadingdone", me.resized)
    me.awake = keepAwake()
  }
  me.data = data
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state, connected) => show(root, me, state, connected))
  }
  return () => {
    me.stop()
    me.awake()
    clearInterval(me.ticking)
    clearTimeout(me.worrying)
    me.watching.disconnect()
    document.fonts.removeEventListener("loadingdone", me.resized)
    running.delete(root)
  }
}

// In the browser's top layer nothing of Streamlit lies above, not even its own notice of a broken connection.
function cover(root) {
  const screen = root.querySelector(".screen")
  screen.hidden = false
  screen.popover = "manual"
  if (screen.showPopover && !screen.matches(":popover-open")) screen.showPopover()
}

async function show(root, me, state, connected) {
  me.words = await wordsOf(me.data.language)
  Object.assign(me, { state, connected })
  worry(root, me)
  draw(root, me)
}

function draw(root, me) {
  if (!me.state) return
  const { state, words, data } = me
  const { activity, round, open } = state.now
  const view = viewOf(state, words, data.stages)
  const screen = root.querySelector(".screen")
  screen.dataset.look = view.look
  const title = view.title ?? activity?.title ?? ""
  const question = view.question ?? activity?.question ?? ""
  put(root, ".title", title)
  put(root, ".question", title.includes(question) ? "" : question)
  drawWayIn(root, state, words, view.foot)
  put(root, ".funding", [state.now.demo && words["screen.demo"], state.join.funding].filter(Boolean).join(" · "))
  fit(root, view)
  replace(root.querySelector(".lead"), view.lead)
  root.querySelector(".body").classList.toggle("alone", view.rows.length === 0)
  layOut(root, me.book, view, [activity?.id, round?.id, round?.status, open].join(), words)
  tick(root, me)
}

// In a corner once the welcome is over; a closed meeting lets nobody in any more.
function drawWayIn(root, { now, join }, words, foot) {
  const there = now.open && !foot
  replace(root.querySelector(".corner"), there ? [drawQr(join.qr, words["screen.join"])] : [])
  replace(root.querySelector(".join"), foot ?? [there ? filled(words["screen.way_in"], join) : ""])
}

// Title and question get smaller until they leave the picture enough room.
function fit(root, view) {
  const head = root.querySelector(".head")
  for (const size of ["large", "smaller", "smallest"]) {
    head.dataset.size = size
    if (head.offsetHeight <= root.querySelector(".screen").clientHeight * view.head) return
  }
}

function tick(root, me) {
  if (!me.state) return
  const left = me.state.now.open ? clock(me.state.now.activity?.ends_at) : ""
  const key = left.startsWith("+") ? "screen.time_over" : "screen.time_left"
  put(root, ".timer", left && filled(me.words[key], { time: left }))
  turn(root, me.book, me.words)
}

// Every failed attempt to come back reports anew; the notice comes with the first that lasts.
function worry(root, me) {
  if (me.connected) {
    clearTimeout(me.worrying)
    me.worrying = undefined
    put(root, ".offline", "")
  } else {
    me.worrying ??= setTimeout(() => put(root, ".offline", me.words["screen.offline"]), OFFLINE_AFTER_MS)
  }
}

function put(root, selector, text) {
  const node = root.querySelector(selector)
  if (node.textContent !== (text ?? "")) node.textContent = text ?? ""
  node.hidden = !text
}

function replace(parent, children) {
  const next = parent.cloneNode(false)
  next.append(...children)
  if (!parent.isEqualNode(next)) parent.replaceChildren(...next.childNodes)
}

// A laptop would go dark during a talk. Browsers allow this on https and localhost only.
function keepAwake() {
  let lock
  const ask = async () => {
    if (document.visibilityState !== "visible") return
    lock = await navigator.wakeLock?.request("screen").catch(() => undefined)
  }
  ask()
  document.addEventListener("visibilitychange", ask)
  return () => {
    document.removeEventListener("visibilitychange", ask)
    lock?.release()
  }
}
