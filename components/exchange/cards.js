// The people who fit, each with the reasons and the way to ask them. What goes to this person is chosen on the card,
// field by field and anew for each: nothing is ticked beforehand.
import { element, filled, reconcile } from "../live/live.js"

export function drawCards(me, words) {
  const cards = me.data.suggestions.map((found) => ({ ...found }))
  // Who was just asked keeps their place, with what has become of it.
  for (const [id, { place, ...asked }] of me.sent) {
    if (!cards.some((card) => card.id === id)) cards.splice(place, 0, { id, ...asked, done: true })
  }
  reconcile(me.root.querySelector(".cards"), cards, {
    key: (card) => card.id,
    make: (card) => makeCard(me, card.id),
    update: (node, card) => drawCard(me, words, node, card),
  })
}

function makeCard(me, id) {
  const show = element("input", { type: "checkbox" })
  show.onchange = () => me.touch(`show:${id}`, show.checked)
  const email = field(me, id, "email", { type: "email", autocomplete: "email", inputmode: "email" })
  const phone = field(me, id, "phone", { type: "tel", autocomplete: "tel", maxlength: "40" })
  const open = () => {
    me.asking = me.asking === id ? null : id
    me.turned = id
    me.draw()
  }
  return element(
    "li",
    { class: "card" },
    element("div", { class: "who" }, element("h3", { class: "text name" }), element("p", { class: "text quiet house" })),
    element("ul", { class: "reasons" }),
    element("p", { class: "quiet in-person", hidden: true }),
    element("button", { class: "open", type: "button", onclick: open }),
    element(
      "div",
      { class: "release", role: "group", hidden: true },
      element("p", { class: "quiet terms" }),
      element("p", { class: "quiet enough" }),
      element("label", { class: "agree shown" }, show, element("span", { class: "text" })),
      element("label", { class: "email" }, element("span", {}), email),
      element("label", { class: "phone" }, element("span", {}), phone, element("small", { class: "quiet" })),
      element("p", { class: "problem text", role: "alert", hidden: true }),
      element(
        "div",
        { class: "row" },
        element("button", { class: "send main", type: "button", onclick: () => ask(me, id) }),
        element("button", { class: "cancel", type: "button", onclick: open }),
      ),
    ),
    element("p", { class: "done text", tabindex: "-1", hidden: true }),
  )
}

function field(me, id, name, attributes) {
  const input = element("input", attributes)
  input.oninput = () => me.touch(`${name}:${id}`, input.value)
  input.onkeydown = (event) => {
    if (event.key === "Enter") ask(me, id)
  }
  return input
}

function ask(me, id) {
  const place = me.data.suggestions.findIndex((found) => found.id === id)
  if (place < 0 || me.wishes.some((wish) => wish.card === id)) return
  const { name, house, chip } = me.data.suggestions[place]
  const typed = (what) => me.draft[`${what}:${id}`]
  const known = Boolean(me.data.profile.email)
  const email = known ? "" : (typed("email") ?? "").trim()
  const message = { person: id, chip, email, shows_email: known ? Boolean(typed("show")) : email !== "" }
  message.phone = typed("phone") ?? ""
  me.want({ card: id, event: "ask", message, about: { name, house, place } })
}

function drawCard(me, words, node, card) {
  const put = (selector, text) => {
    const child = node.querySelector(selector)
    if (child.textContent !== text) child.textContent = text
    child.hidden = !text
    return child
  }
  put(".name", card.name)
  put(".house", card.house)
  reconcile(node.querySelector(".reasons"), card.reasons ?? [], {
    key: (reason) => reason,
    make: (reason) => element("li", { class: "text", text: reason }),
    update: () => {},
  })
  const opened = !card.done && me.asking === card.id
  put(".in-person", card.at_desk ? words["exchange.at_desk"] : "")
  const open = put(".open", card.done || card.at_desk || opened ? "" : words["exchange.ask"])
  open.setAttribute("aria-label", `${words["exchange.ask"]}: ${card.name}`)
  node.querySelector(".release").hidden = !opened
  if (opened) drawRelease(me, words, node, card, put)
  if (me.turned === card.id) {
    // The button that was pressed has gone: whoever works by keyboard goes on where it led.
    me.turned = null
    const first = [...node.querySelectorAll(".release input")].find((input) => !input.closest("label").hidden)
    ;(opened ? first : open).focus({ preventScroll: true })
  }
  const done = put(".done", card.done ? filled(words["exchange.sent"], { name: card.name }) : "")
  const asked = me.sent.get(card.id)
  if (card.done && asked?.fresh) {
    asked.fresh = false
    done.focus({ preventScroll: true })
  }
}

function drawRelease(me, words, node, card, put) {
  const { email } = me.data.profile
  const typed = (what) => me.draft[`${what}:${card.id}`]
  const problem = me.problem?.card === card.id ? me.problem : null
  const waiting = me.wishes.some((wish) => wish.card === card.id)
  node.querySelector(".release").setAttribute("aria-label", `${words["exchange.ask"]}: ${card.name}`)
  put(".terms", words["exchange.pair_consent"])
  put(".enough", words["exchange.one_is_enough"])
  put(".shown span", filled(words["exchange.show_email"], { email }))
  node.querySelector(".shown").hidden = !email
  node.querySelector(".shown input").checked = Boolean(typed("show"))
  put(".email span", words["exchange.email_or"])
  node.querySelector(".email").hidden = Boolean(email)
  put(".phone span", words["exchange.phone"])
  put(".phone small", words["exchange.phone_how"])
  for (const name of ["email", "phone"]) {
    const input = node.querySelector(`.${name} input`)
    if (input.value !== (typed(name) ?? "")) input.value = typed(name) ?? ""
    input.setAttribute("aria-invalid", String(problem?.about === name))
    if (problem?.fresh && problem.about === name && !input.closest("label").hidden) input.focus()
  }
  if (problem) problem.fresh = false
  put(".problem", problem?.sentence ?? "")
  put(".send", words["exchange.send"]).setAttribute("aria-disabled", String(waiting))
  put(".cancel", words["exchange.cancel"])
}
