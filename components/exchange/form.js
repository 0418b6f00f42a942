// The form of the exchange: topics to press, a line for each side, fields of action, consent, address.
import { element, filled, reconcile } from "../live/live.js"
import { topics } from "./meant.js"

const LISTS = ["offer", "seek", "fields"]
const LINES = ["offer_line", "seek_line", "email"]
const SIDES = ["offer", "seek"]
// Of more topics than these, only the first are shown until somebody wants to see all.
const MANY = 18
const FIRST = 12

// What a field says now: what was touched here, else what is saved. Topics that are gone meanwhile are left out.
export function valueOf(me, name) {
  const value = name in me.draft ? me.draft[name] : me.data.profile[name]
  if (!LISTS.includes(name)) return value
  const ids = new Set(choicesOf(me, name).map(([id]) => id))
  return value.filter((id) => ids.has(id))
}

const choicesOf = (me, name) => (name === "fields" ? me.data.fields : me.data.chips)

export function listenToForm(me) {
  const form = me.root.querySelector("form")
  for (const name of LINES) form.elements[name].oninput = (event) => me.touch(name, event.target.value)
  form.elements.visible.onchange = (event) => me.touch("visible", event.target.checked)
  for (const name of LISTS) {
    form.querySelector(`.${name} .more`).onclick = () => {
      if (!me.whole.delete(name)) me.whole.add(name)
      me.draw()
    }
  }
  // Enter in a line is no word for "I have finished": the form has more to say.
  form.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.name?.endsWith("_line")) event.preventDefault()
  }
  form.onsubmit = (event) => {
    event.preventDefault()
    const message = { visible: valueOf(me, "visible") }
    for (const name of [...LISTS, ...LINES]) message[name] = valueOf(me, name)
    me.want({ card: "profile", event: "save", message })
  }
}

export function drawForm(me, words) {
  const { empty } = me.data
  const form = me.root.querySelector("form")
  form.hidden = !(empty || me.open)
  if (form.hidden) return
  form.querySelector(".question").hidden = !empty
  put(form, ".question h2", words["exchange.question"]).tabIndex = -1
  put(form, ".question p", words["exchange.question_how"])
  put(form, ".offer legend", words["exchange.offer"])
  put(form, ".seek legend", words["exchange.seek"])
  put(form, ".fields legend", words["exchange.fields"])
  for (const name of LISTS) drawChoices(me, words, form, name)
  for (const side of SIDES) drawMeant(me, words, form, side)
  form.querySelector(".fields").hidden = me.data.fields.length === 0
  describe(form.elements.offer_line, words["exchange.offer_line"], words["exchange.offer_example"])
  describe(form.elements.seek_line, words["exchange.seek_line"], words["exchange.seek_example"])
  put(form, "label[for=email]", words["exchange.email"])
  put(form, "#email-how", words["exchange.email_how"])
  put(form, ".agree span", words["exchange.visible"])
  form.elements.email.placeholder = words["exchange.email_example"]
  for (const name of LINES) {
    const field = form.elements[name]
    if (field.value !== valueOf(me, name)) field.value = valueOf(me, name)
  }
  form.elements.visible.checked = valueOf(me, "visible")
  drawEnd(me, words, form)
}

function drawChoices(me, words, form, name) {
  const chosen = new Set(valueOf(me, name))
  const all = choicesOf(me, name)
  const whole = all.length <= MANY || me.whole.has(name)
  // What is chosen stays in sight, wherever it stands in the list.
  const shown = whole ? all : all.filter(([id], place) => place < FIRST || chosen.has(id))
  reconcile(form.querySelector(`.${name} .chips`), shown, {
    key: ([id]) => id,
    make: ([id]) => element("button", { type: "button", onclick: () => press(me, name, id) }),
    update: (node, [id, label]) => {
      if (node.textContent !== label) node.textContent = label
      node.setAttribute("aria-pressed", String(chosen.has(id)))
    },
  })
  const more = form.querySelector(`.${name} .more`)
  more.hidden = all.length <= MANY
  more.textContent = whole ? words["exchange.less"] : filled(words["exchange.more"], { count: all.length })
  more.setAttribute("aria-expanded", String(whole))
}

// "Gemeint: Wohnen?" One tap chooses the topic; whoever goes on typing need not answer.
function drawMeant(me, words, form, side) {
  const chosen = new Set(valueOf(me, side))
  const found = meantBy(me, valueOf(me, `${side}_line`)).filter((id) => !chosen.has(id))
  const node = form.querySelector(`.${side} .meant`)
  node.hidden = found.length === 0
  const label = node.querySelector("span")
  if (label.textContent !== words["exchange.meant"]) label.textContent = words["exchange.meant"]
  const names = new Map(me.data.chips)
  reconcile(node.querySelector(".guesses"), found, {
    key: (id) => id,
    make: (id) => element("button", { type: "button", onclick: () => confirm(me, form, side, id) }),
    update: (button, id) => {
      const text = filled(words["exchange.meant_chip"], { chip: names.get(id) })
      if (button.textContent !== text) button.textContent = text
      button.setAttribute("aria-label", filled(words["exchange.meant_add"], { chip: names.get(id) }))
    },
  })
}

function confirm(me, form, side, id) {
  // The button goes; whoever types goes on where they were.
  form.elements[`${side}_line`].focus({ preventScroll: true })
  press(me, side, id)
}

// The topics are prepared anew only when the organisers have changed them.
function meantBy(me, line) {
  const names = JSON.stringify(me.data.chips)
  if (me.meaning?.names !== names) me.meaning = { names, of: topics(me.data.chips), known: new Map() }
  const { known, of } = me.meaning
  if (!known.has(line)) {
    if (known.size > 50) known.clear()
    known.set(line, of(line))
  }
  return known.get(line)
}

// In the order of the list, so that what is saved is the same whatever was pressed first.
function press(me, name, id) {
  const chosen = new Set(valueOf(me, name))
  if (!chosen.delete(id)) chosen.add(id)
  const ids = choicesOf(me, name).map(([each]) => each)
  me.touch(
    name,
    ids.filter((each) => chosen.has(each)),
  )
}

function drawEnd(me, words, form) {
  const problem = me.problem?.card === "profile" ? me.problem : null
  const waiting = me.wishes.find((wish) => wish.card === "profile")
  const { email } = form.elements
  put(form, ".problem", problem?.sentence ?? "").hidden = !problem
  email.setAttribute("aria-invalid", String(problem?.about === "email"))
  if (problem?.fresh) {
    problem.fresh = false
    if (problem.about === "email") email.focus()
  }
  put(form, "button.main", words["exchange.save"]).setAttribute("aria-disabled", String(Boolean(waiting)))
  put(form, ".waiting", waiting?.tries > 1 ? words["exchange.waiting"] : waiting ? words.saving : "").hidden = !waiting
}

function describe(field, label, example) {
  field.setAttribute("aria-label", label)
  field.placeholder = example
}

function put(form, selector, text) {
  const node = form.querySelector(selector)
  if (node.textContent !== text) node.textContent = text
  return node
}
