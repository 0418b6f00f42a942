// The exchange: what one offers and seeks, then the people who fit.
//
// What is typed stays in this tab until the server has it, so that neither a reload nor the next activity nor a
// restart takes it away. What was touched is never overwritten. A message states the wanted end and is repeated
// until it is answered; one that comes twice does no harm.
import { follow, patience, wordsOf } from "../live/live.js"
import { drawCards } from "./cards.js"
import { drawForm, listenToForm, valueOf } from "./form.js"

const RETRY_MS = 4000
const UNHURRIED_MS = [4000, 12000]
const COMING_MS = 700
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    const [number] = crypto.getRandomValues(new Uint32Array(1))
    me = { root, operation: number, wishes: [], sent: new Map(), whole: new Set() }
    me.draw = () => draw(me)
    me.want = (wish) => want(me, wish)
    me.touch = (name, value) => touch(me, name, value)
    running.set(root, me)
    listenToForm(me)
    root.querySelector(".change").onclick = () => {
      me.open = !me.open
      me.saved = false
      draw(me)
    }
  }
  me.component = component
  // While new ones are being worked out, the people of before stay to be read.
  const before = me.data?.draft === data.draft ? me.data.suggestions : []
  me.data = data.coming ? { ...data, suggestions: before } : data
  if (me.name !== data.draft) Object.assign(me, { name: data.draft, draft: kept(data.draft) })
  receive(me)
  wait(me)
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      me.visible = state.profiles?.visible
      look(me)
    })
  } else {
    look(me)
  }
  draw(me)
  return () => {
    me.stop()
    clearTimeout(me.retry)
    clearTimeout(me.looking)
    clearTimeout(me.asking_again)
    running.delete(root)
  }
}

// One at a time, so that every answer belongs to the first of them. A newer one for the same card replaces the old.
function want(me, wanted) {
  const wish = { ...wanted, operation: (me.operation += 1), tries: 0 }
  const at = me.wishes.findIndex((other) => other.card === wish.card)
  if (me.problem?.card === wish.card) me.problem = null
  me.saved = false
  if (at < 0) me.wishes.push(wish)
  else me.wishes[at] = wish
  if (me.wishes[0] === wish) send(me)
  draw(me)
}

function send(me) {
  const [wish] = me.wishes
  if (!wish) return
  me.component.setTriggerValue(wish.event, { ...wish.message, operation: wish.operation })
  wish.tries += 1
  clearTimeout(me.retry)
  me.retry = setTimeout(() => {
    send(me)
    draw(me)
  }, patience(RETRY_MS, wish.tries - 1))
}

function receive(me) {
  const [wish] = me.wishes
  const { operation, refusal, about } = me.data.answer
  if (!wish || wish.operation !== operation) return
  me.wishes.shift()
  clearTimeout(me.retry)
  if (refusal) me.problem = { card: wish.card, sentence: refusal, about, fresh: true }
  else if (wish.card === "profile") arrive(me, wish.message)
  else asked(me, wish)
  send(me)
}

// What was released for one person is asked for anew with the next.
function asked(me, wish) {
  me.sent.set(wish.card, { ...wish.about, fresh: true })
  if (me.asking === wish.card) me.asking = null
  forget(
    me,
    ["show", "email", "phone"].map((name) => `${name}:${wish.card}`),
  )
}

function arrive(me, message) {
  forget(
    me,
    Object.keys(me.draft).filter((name) => same(valueOf(me, name), message[name])),
  )
  me.sent.clear()
  me.open = false
  me.arrived = me.saved = true
}

// What is being worked out is asked for again, later each time.
function wait(me) {
  clearTimeout(me.asking_again)
  me.waits = me.data.coming ? (me.waits ?? 0) + 1 : 0
  if (!me.waits) return
  me.asking_again = setTimeout(
    () => {
      me.component.setTriggerValue("look", Date.now())
      wait(me)
    },
    patience(COMING_MS, me.waits - 1),
  )
}

// Newcomers may fit better than nobody. The room hears of them all at once, so each page waits a while of its own.
function look(me) {
  const { visible, empty, suggestions, most, coming } = me.data
  const stale = !coming && me.visible !== undefined && me.visible !== visible && !empty && suggestions.length < most
  if (!stale) {
    clearTimeout(me.looking)
    me.looking = null
  }
  // Never twice for the same news, whatever comes of it.
  if (!stale || me.looking || me.looked === me.visible) return
  const [least, longest] = UNHURRIED_MS
  me.looking = setTimeout(() => {
    me.looking = null
    me.looked = me.visible
    me.component.setTriggerValue("look", Date.now())
  }, least + Math.random() * (longest - least))
}

async function draw(me) {
  const words = await wordsOf(me.data.language)
  const { root, data } = me
  const put = (selector, text) => {
    const node = root.querySelector(selector)
    if (node.textContent !== text) node.textContent = text
    node.hidden = !text
    return node
  }
  const { profile, empty, suggestions, coming } = data
  root.querySelector(".found").hidden = empty
  put(".arrival", words["exchange.suggestions"])
  put(".saved", me.saved ? words["exchange.saved"] : "")
  put("#coming", coming ? words["exchange.coming"] : "").parentElement.hidden = !coming
  put(".nobody", coming || suggestions.length || me.sent.size ? "" : words["exchange.no_suggestions"])
  put(".unseen", profile.visible ? "" : words["exchange.not_visible"])
  put(".change", words["exchange.change"]).setAttribute("aria-expanded", String(me.open))
  put(".for-ears", me.saved ? words["exchange.saved"] : "").hidden = false
  drawCards(me, words)
  drawForm(me, words)
  if (me.arrived) {
    me.arrived = false
    const begin = root.querySelector(empty ? ".question h2" : ".arrival")
    begin.focus({ preventScroll: true })
    begin.scrollIntoView({ block: "start" })
  }
}

function touch(me, name, value) {
  me.draft[name] = value
  keep(me)
  draw(me)
}

// What the server has by now.
function forget(me, names) {
  for (const name of names) delete me.draft[name]
  keep(me)
}

function keep(me) {
  try {
    if (Object.keys(me.draft).length) sessionStorage.setItem(me.name, JSON.stringify(me.draft))
    else sessionStorage.removeItem(me.name)
  } catch {
    // A browser that keeps nothing: then it stays as long as the page does.
  }
}

function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? {}
  } catch {
    return {}
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
