// Invisible. Compares the live state with what a part of the page was drawn from, and asks Streamlit to draw that
// part anew when they differ. Many pages hear the same news, so each waits a random moment first.
import { follow } from "../live/live.js"

const SOON_MS = [300, 1500]
const UNHURRIED_MS = [4000, 12000]
// However much is going on in a large room, no page asks more often than this.
const APART_MS = 3000
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { waiting: null, asked: "", askedAt: 0 }
    running.set(root, me)
  }
  me.component = component
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      me.state = state
      look(me)
    })
  } else if (me.state) {
    look(me)
  }
  return () => {
    me.stop()
    clearTimeout(me.waiting?.timer)
    running.delete(root)
  }
}

function look(me) {
  const { seen, unhurried } = me.component.data
  const stale = Object.keys(seen).filter((name) => !same(me.state[name] ?? {}, seen[name]))
  const patient = stale.every((name) => unhurried.includes(name))
  if (me.waiting && (stale.length === 0 || me.waiting.patient !== patient)) {
    // The page's own click often comes back by itself before the wait is over.
    clearTimeout(me.waiting.timer)
    me.waiting = null
  }
  // Never twice for the same state, whatever comes of it.
  const wanted = JSON.stringify(stale.map((name) => me.state[name]))
  if (stale.length === 0 || me.waiting || me.asked === wanted) return
  const [least, most] = patient ? UNHURRIED_MS : SOON_MS
  const rest = Math.max(0, me.askedAt + APART_MS - Date.now())
  me.waiting = { patient, timer: setTimeout(() => ask(me, stale), rest + least + Math.random() * (most - least)) }
}

function ask(me, stale) {
  me.waiting = null
  me.asked = JSON.stringify(stale.map((name) => me.state[name]))
  me.askedAt = Date.now()
  me.component.setTriggerValue("changed", me.askedAt)
}

function same(one, other) {
  if (one === other) return true
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]))
}
