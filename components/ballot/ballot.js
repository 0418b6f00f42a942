// The ballot: plus and minus for each option, the dots that are left always in view.
//
// A click counts at once here and is sent as the wanted end ("two dots on option 7"), together with everything
// the server has not confirmed yet. So a click that gets lost, doubled or merged with the next does no harm.
import { element, filled, follow, patience, reconcile, wordsOf } from "../live/live.js"
import { forget, keep } from "../receipt/kept.js"
import { drawReceipt } from "../receipt/line.js"

const RETRY_MS = 3000
// From this many options on, a field to search in them is worth its place.
const SEARCH_FROM = 25
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { own: {}, wishes: new Map(), operation: 0, options: {}, sought: "", mine: null }
    running.set(root, me)
    listen(root, me)
  }
  if (me.round !== data.round) {
    Object.assign(me, { round: data.round, own: {}, answered: 0, order: null, receipt: null })
    me.wishes.clear()
  }
  me.component = component
  receive(root, me, data)
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      if (state.options === me.options && state.now.round === me.round_) return
      me.options = state.options ?? {}
      me.round_ = state.now.round
      draw(root, me)
    })
  }
  draw(root, me)
  return () => {
    me.stop()
    clearTimeout(me.retry)
    running.delete(root)
  }
}

// What the server says of this ballot. Wishes up to the confirmed operation are settled, kept or refused.
function receive(root, me, data) {
  me.own = { ...data.own }
  // An empty ballot is in no list, so it has no receipt either; with the next dot it is the same one again.
  if (data.receipt !== me.receipt) {
    me.receipt = data.receipt
    if (data.receipt) keep(data.seed, data.receipt)
    else forget(data.seed)
  }
  if (data.operation > (me.answered ?? 0)) {
    me.answered = data.operation
    for (const [option, wish] of me.wishes) if (wish.operation <= data.operation) me.wishes.delete(option)
    me.refusal = data.refusal ?? ""
    me.savedAt = data.refusal ? me.savedAt : new Date()
  }
  if (me.wishes.size === 0) clearTimeout(me.retry)
}

// The facilitator may give more dots while the round is open: the stream knows first.
function rule(me) {
  const { data } = me.component
  return me.round_?.id === data.round ? me.round_ : data
}

const counted = (me, id) => me.wishes.get(id)?.count ?? me.own[id] ?? 0

function used(me) {
  const ids = new Set([...Object.keys(me.own), ...me.wishes.keys()])
  return [...ids].reduce((sum, id) => sum + counted(me, id), 0)
}

function want(root, me, id, count) {
  const { budget, maximum } = rule(me)
  if (count < 0 || count > maximum || used(me) - counted(me, id) + count > budget) return
  me.operation = Math.max(me.operation, me.answered ?? 0) + 1
  me.wishes.set(id, { count, operation: me.operation })
  me.refusal = me.why = ""
  draw(root, me)
  send(me)
}

function send(me, tries = 0) {
  const wanted = {}
  for (const [id, wish] of me.wishes) wanted[id] = wish.count
  if (Object.keys(wanted).length === 0) return
  me.component.setTriggerValue("wish", { round: me.round, operation: me.operation, wanted })
  clearTimeout(me.retry)
  me.retry = setTimeout(() => send(me, tries + 1), patience(RETRY_MS, tries))
}

async function draw(root, me) {
  const { data } = me.component
  const words = await wordsOf(data.language)
  const free = rule(me).budget - used(me)
  root.querySelector(".promise").textContent = words["ballot.promise"]
  drawOwn(root, data, words)
  drawPurse(root, me, words, free)
  me.order ??= new Map()
  const ids = Object.keys(me.options)
  for (const id of ids) if (!me.order.has(id)) me.order.set(id, lot(data.seed, id))
  ids.sort((a, b) => me.order.get(a) - me.order.get(b) || a - b)
  const found = ids.filter((id) => isSought(me, id))
  drawSearch(root, me, words, ids.length, found.length)
  reconcile(root.querySelector(".options"), found, {
    key: (id) => id,
    make: (id) => makeOption(root, me, id),
    update: (node, id) => drawOption(node, me, words, id, free),
  })
}

// Whether dots on ideas of one's own count is said before the first one; and the receipt.
function drawOwn(root, data, words) {
  const own = root.querySelector(".own")
  own.hidden = data.own_ideas === null
  own.textContent = own.hidden ? "" : words[data.own_ideas ? "ballot.own_allowed" : "ballot.own_not_allowed"]
  const receipt = root.querySelector(".receipt")
  if (data.receipt) return drawReceipt(receipt, data.receipt, words)
  delete receipt.dataset.receipt
  receipt.replaceChildren(element("span", { class: "quiet", text: words["receipt.with_first_dot"] }))
}

const isMine = (data, id) => (data.mine ?? []).includes(Number(id))

function listen(root, me) {
  root.querySelector(".find input").oninput = (event) => {
    me.sought = event.target.value.toLocaleLowerCase()
    draw(root, me)
  }
  root.querySelector(".find .mine").onclick = () => {
    // A set of its own, so that an option does not vanish under the finger that takes its last dot away.
    me.mine = me.mine ? null : new Set(Object.keys(me.options).filter((id) => counted(me, id) > 0))
    draw(root, me)
  }
}

function isSought(me, id) {
  if (me.mine && !me.mine.has(id)) return false
  const { title, detail } = me.options[id]
  const text = `${title} ${detail ?? ""}`.toLocaleLowerCase()
  return me.sought.split(/\s+/).every((word) => text.includes(word))
}

function drawSearch(root, me, words, all, found) {
  const field = root.querySelector(".find input")
  root.querySelector(".find").hidden = all < SEARCH_FROM
  field.placeholder = filled(words["ballot.search"], { count: all })
  field.setAttribute("aria-label", field.placeholder)
  const mine = root.querySelector(".find .mine")
  mine.textContent = words["ballot.mine"]
  mine.setAttribute("aria-pressed", String(Boolean(me.mine)))
  const nothing = root.querySelector(".nothing")
  nothing.textContent = all && !found ? words["ballot.nothing_found"] : ""
  nothing.hidden = !nothing.textContent
}

function drawPurse(root, me, words, free) {
  const { budget, maximum } = rule(me)
  const put = (selector, text) => {
    const node = root.querySelector(selector)
    if (node.textContent !== text) node.textContent = text
  }
  put(".free", filled(words.dots_left, { free, budget }))
  put(".rule", filled(words.dots_rule, { maximum }))
  const at = me.savedAt?.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" })
  put(".saved", me.wishes.size ? words.saving : at ? filled(words.saved_at, { time: at }) : "")
  const note = me.refusal || me.why || ""
  put(".note", note)
  root.querySelector(".note").hidden = !note
  const pips = root.querySelector(".pips")
  pips.replaceChildren(
    ...Array.from({ length: budget }, (_, i) =>
      element("span", { class: i < budget - free ? "pip used" : "pip" }),
    ),
  )
  clearTimeout(me.telling)
  // Told once the clicking pauses, not after every click.
  if (me.told !== undefined && me.told !== free) {
    me.telling = setTimeout(() => put(".for-ears", filled(words.dots_left, { free, budget })), 1000)
  }
  me.told = free
}

function explain(root, me, why) {
  me.why = why
  draw(root, me)
}

function makeOption(root, me, id) {
  const change = (step) => (event) => {
    const { ariaDisabled, dataset } = event.currentTarget
    if (ariaDisabled === "true") return explain(root, me, dataset.why)
    want(root, me, id, counted(me, id) + step)
  }
  return element(
    "li",
    { class: "option" },
    element(
      "div",
      { class: "words" },
      element("h3", { class: "text title" }),
      element("span", { class: "mark" }),
      element("p", { class: "text detail quiet" }),
    ),
    element(
      "div",
      { class: "hands", role: "group" },
      element("button", { class: "minus", type: "button", text: "−", onclick: change(-1) }),
      element("span", { class: "dots" }),
      element("button", { class: "plus", type: "button", text: "+", onclick: change(1) }),
    ),
  )
}

function drawOption(node, me, words, id, free) {
  const option = me.options[id]
  const count = counted(me, id)
  const { maximum } = rule(me)
  const set = (selector, text) => {
    const child = node.querySelector(selector)
    if (child.textContent !== text) child.textContent = text
    return child
  }
  set(".title", option.title)
  set(".detail", option.detail ?? "").hidden = !option.detail
  const mine = isMine(me.component.data, id)
  set(".mark", mine ? words["ballot.own_mark"] : "").hidden = !mine
  set(".dots", String(count))
  node.classList.toggle("chosen", count > 0)
  node.querySelector(".hands").setAttribute("aria-label", filled(words.dots_on, { title: option.title, count }))
  name(node.querySelector(".minus"), filled(words.dot_away, { title: option.title }), count > 0)
  const notOwn = mine && me.component.data.own_ideas === false ? words["ballot.own_not_allowed"] : ""
  const why = notOwn ? notOwn : free <= 0 ? words.no_dots_left : count >= maximum ? filled(words.dots_rule, { maximum }) : ""
  name(node.querySelector(".plus"), filled(words.dot_more, { title: option.title }), !why, why)
}

// A button that cannot be used stays reachable and says why, to ears by its name and to eyes when it is clicked.
function name(button, label, usable, why = "") {
  button.dataset.why = why
  button.setAttribute("aria-label", why ? `${label}. ${why}` : label)
  button.setAttribute("aria-disabled", String(!usable))
}

// A person's own order of the options: random, but the same whenever they look (FNV-1a of seed and option).
function lot(seed, id) {
  let hash = 2166136261
  for (const char of `${seed}:${id}`) hash = Math.imul(hash ^ char.codePointAt(0), 16777619)
  hash ^= hash >>> 15
  return Math.imul(hash, 2246822519) >>> 0
}
