// A meeting round on one's own device. The stream says under this person's own tag which table it is, so the number
// stands there at once; with whom, the page says a moment later.
import { clock, element, filled, follow, reconcile, wordsOf } from "../live/live.js"

const running = new WeakMap()
// So that a whole room does not ask in the same instant.
const JITTER_MS = 900
const AGAIN_MS = 4000

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { operation: 0, asking: null }
    running.set(root, me)
    listen(root, me)
    me.ticking = setInterval(() => tick(root, me), 1000)
  }
  if (me.component?.data.round !== data.round) me.open = false
  me.component = component
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => {
      me.state = state
      draw(root, me)
    })
  } else {
    draw(root, me)
  }
  return () => {
    me.stop()
    clearInterval(me.ticking)
    clearTimeout(me.asking)
    running.delete(root)
  }
}

function listen(root, me) {
  const send = (event, message = {}) => {
    me.operation = Math.max(me.operation, me.component.data.operation) + 1
    me.component.setTriggerValue(event, { operation: me.operation, ...message })
  }
  me.miss = (person) => {
    me.open = false
    send("miss", { round: me.component.data.round, person })
  }
  root.querySelector(".here").onclick = () => send("here")
  root.querySelector(".leave").onclick = () => send("leave")
  const agree = root.querySelector(".agree input")
  agree.onchange = () => send("name", { wanted: agree.checked })
  root.querySelector(".missing").onclick = () => {
    me.open = !me.open
    draw(root, me)
    if (me.open) root.querySelector(".who button")?.focus()
  }
}

async function draw(root, me) {
  const { data } = me.component
  const words = await wordsOf(data.language)
  me.words = words
  const view = seenFrom(data, me.state?.meetings)
  const [number, rounds] = me.state?.meetings?.round ?? data.seen.round ?? [0, 0]
  const many = number > rounds ? "seat.round_more" : "seat.round"
  put(root, ".round", number && view.look !== "away" ? filled(words[many], { number, rounds }) : "")
  put(root, ".head", words[TITLES[view.look]])
  put(root, ".number", view.table ? String(view.table) : "")
  put(root, ".how", view.how ? words[view.how] : "")
  put(root, ".note", data.refusal)
  drawPeople(root, me, words, view)
  drawHands(root, me, words, view)
  drawReasons(root, words, view)
  drawAgree(root, data, words, view)
  tell(root, me, words, view)
  tick(root, me)
  compare(me)
}

const TITLES = {
  away: "seat.away_title",
  missed: "seat.missed_title",
  in: "seat.in_title",
  over: "seat.over_title",
  last: "seat.last_title",
  table: "seat.table",
  pause: "seat.pause_title",
  waiting: "seat.waiting_title",
}
const HOWS = { ...TITLES, table: "" }
for (const look of Object.keys(HOWS)) HOWS[look] = HOWS[look].replace("_title", "_how")

// What was drawn, or already what the stream says: a new table, its people unknown for a moment.
function seenFrom(data, live) {
  const [table] = live?.[data.tag] ?? [0]
  const moved = table && (table !== data.table || data.look !== "table")
  if (moved) return { look: "table", table, others: [], reasons: [], confirmed: false, soon: true, how: "" }
  return { ...data, how: HOWS[data.look] }
}

function drawPeople(root, me, words, view) {
  const box = root.querySelector(".people")
  box.hidden = view.look !== "table"
  put(root, ".with", view.others.length ? words["seat.with"] : words[view.soon ? "seat.soon" : "seat.alone"])
  reconcile(root.querySelector(".others"), view.others, {
    key: (other) => other.id,
    make: () => element("li", {}, element("p", { class: "name text" }), element("p", { class: "house text quiet" })),
    update: (node, other) => {
      put(node, ".name", other.name)
      put(node, ".house", other.house)
    },
  })
}

function drawHands(root, me, words, view) {
  const seated = view.look === "table" && !view.soon
  const here = root.querySelector(".here")
  here.textContent = words["seat.here"]
  here.hidden = !(["away", "missed"].includes(view.look) || (seated && !view.confirmed))
  put(root, ".confirmed", seated && view.confirmed ? words["seat.confirmed"] : "")
  const missing = root.querySelector(".missing")
  missing.hidden = !seated
  missing.textContent = words[view.others.length ? "seat.missing" : "seat.missing_alone"]
  missing.setAttribute("aria-expanded", String(Boolean(me.open)))
  const leave = root.querySelector(".leave")
  leave.textContent = words["seat.leave"]
  leave.hidden = ["away", "missed", "last"].includes(view.look)
  drawWho(root, me, words, view, seated)
}

// Asked once more before anybody loses their table by a slip of a thumb.
function drawWho(root, me, words, view, seated) {
  const list = root.querySelector(".who")
  list.hidden = !(seated && me.open)
  if (list.hidden) return list.replaceChildren()
  if (!view.others.length) return me.miss(null)
  const key = view.others.length === 1 ? "seat.missing_sure" : "seat.missing_one"
  const people = view.others.map(({ id, name }) => ({ id, text: filled(words[key], { name }), go: () => me.miss(id) }))
  const back = { id: "", text: words["seat.not_missing"], go: () => root.querySelector(".missing").click() }
  reconcile(list, [...people, back], {
    key: (item) => item.id,
    make: () => element("li", {}, element("button", { type: "button" })),
    update: (node, item) => {
      node.firstChild.textContent = item.text
      node.firstChild.onclick = item.go
    },
  })
}

function drawReasons(root, words, view) {
  const box = root.querySelector(".about")
  box.hidden = view.look !== "table" || Boolean(view.soon) || !view.others.length
  box.firstElementChild.textContent = words["seat.about"]
  const reasons = view.reasons.length ? view.reasons : [words["seat.about_none"]]
  box.querySelector(".reasons").replaceChildren(...reasons.map((text) => element("li", { class: "text", text })))
}

// Whether one's name may stand on the projector; what was ticked stays ticked while the answer is on its way.
function drawAgree(root, data, words, view) {
  const label = root.querySelector(".agree")
  label.hidden = ["away", "missed", "last"].includes(view.look)
  label.querySelector("span").textContent = words["seat.on_screen"]
  if (label.dataset.drawn !== String(data.on_screen)) label.querySelector("input").checked = data.on_screen
  label.dataset.drawn = String(data.on_screen)
}

// The table's number is said once, and said again only when it is another one.
function tell(root, me, words, view) {
  // The others are said by their heading, once somebody comes to it.
  const moved = ["table", "pause", "waiting", "over"].includes(view.look)
  const names = view.others.map((other) => other.name).join(", ")
  const where = view.table ? filled(words["seat.go_to"], view) : words[TITLES[view.look]]
  put(root, ".for-ears", !moved ? "" : names ? `${where} ${words["seat.with"]}: ${names}` : where, true)
}

function tick(root, me) {
  if (!me.words) return
  const [, , status] = me.state?.meetings?.round ?? []
  const left = status === "running" ? clock(me.state.now.activity?.ends_at) : ""
  const key = left.startsWith("+") ? "seat.over" : "seat.left"
  put(root, ".left", left && filled(me.words[key], { time: left }))
}

// Asks for the page as the stream has it, and asks again if nothing comes.
function compare(me) {
  const { tag, seen } = me.component.data
  const live = me.state?.meetings
  if (!live?.round) return
  const wanted = JSON.stringify([live.round, live[tag] ?? null])
  if (wanted === JSON.stringify([seen.round, seen.mine ?? null])) {
    clearTimeout(me.asking)
    me.asked = me.asking = null
  } else if (me.asked !== wanted) {
    me.asked = wanted
    clearTimeout(me.asking)
    me.asking = setTimeout(() => ask(me, wanted), Math.random() * JITTER_MS)
  }
}

function ask(me, wanted) {
  if (me.asked !== wanted) return
  me.component.setTriggerValue("look", wanted)
  me.asking = setTimeout(() => ask(me, wanted), AGAIN_MS)
}

function put(root, selector, text, ears = false) {
  const node = root.querySelector(selector)
  if (node.textContent !== (text ?? "")) node.textContent = text ?? ""
  if (!ears) node.hidden = !text
}
