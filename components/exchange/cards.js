// The people who fit, each with the reasons and the way to ask them. A missing address is asked for on the card.
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
  const field = element("input", { type: "email", autocomplete: "email", inputmode: "email" })
  field.oninput = () => me.touch("address", field.value)
  field.onkeydown = (event) => {
    if (event.key === "Enter") ask(me, id)
  }
  return element(
    "li",
    { class: "card" },
    element("div", { class: "who" }, element("h3", { class: "text name" }), element("p", { class: "text quiet house" })),
    element("ul", { class: "reasons" }),
    element("p", { class: "problem text", role: "alert", hidden: true }),
    element("label", { class: "address", hidden: true }, element("span", {}), field),
    element("button", { class: "send", type: "button", onclick: () => ask(me, id) }),
    element("p", { class: "done text", tabindex: "-1", hidden: true }),
  )
}

function ask(me, id) {
  const place = me.data.suggestions.findIndex((found) => found.id === id)
  if (place < 0 || me.wishes.some((wish) => wish.card === id)) return
  const { name, house, chip } = me.data.suggestions[place]
  // Only an address that was asked for on this card is sent along.
  const email = me.needed.has(id) ? (me.draft.address ?? "") : ""
  me.want({ card: id, event: "ask", message: { person: id, chip, email }, about: { name, house, place } })
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
  const problem = me.problem?.card === card.id ? me.problem : null
  put(".problem", problem?.sentence ?? "")
  drawAddress(me, words, node, problem, card)
  const waiting = me.wishes.some((wish) => wish.card === card.id)
  const button = put(".send", card.done ? "" : words["exchange.send"])
  button.setAttribute("aria-label", `${words["exchange.send"]}: ${card.name}`)
  button.setAttribute("aria-disabled", String(waiting))
  button.classList.toggle("main", Boolean(problem?.about_email))
  const done = put(".done", card.done ? filled(words["exchange.sent"], { name: card.name }) : "")
  const asked = me.sent.get(card.id)
  if (card.done && asked?.fresh) {
    asked.fresh = false
    done.focus({ preventScroll: true })
  }
}

function drawAddress(me, words, node, problem, card) {
  const label = node.querySelector(".address")
  const field = label.querySelector("input")
  label.hidden = card.done || !me.needed.has(card.id)
  if (label.hidden) return
  label.querySelector("span").textContent = words["exchange.email_needed"]
  const typed = me.draft.address ?? ""
  if (field.value !== typed) field.value = typed
  field.setAttribute("aria-invalid", String(Boolean(problem?.about_email)))
  if (problem?.fresh) {
    problem.fresh = false
    field.focus()
  }
}
