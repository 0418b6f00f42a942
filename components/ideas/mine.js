// One's own ideas, folded: each can be changed and taken back.
import { element, filled, reconcile } from "../live/live.js"
import { complain, fill, NAMES, offer, typedIn } from "./fields.js"

export const mine = (me) => [...(me.mine ?? []), ...(me.opened ?? [])].sort((a, b) => a.id - b.id)

export function drawMine(root, me, words, on) {
  const ideas = mine(me)
  const box = root.querySelector(".mine")
  box.hidden = ideas.length === 0
  const summary = filled(words["ideas.mine"], { count: ideas.length })
  const heading = box.querySelector("summary")
  if (heading.textContent !== summary) heading.textContent = summary
  reconcile(box.querySelector(".own"), box.open ? ideas : [], {
    key: (idea) => idea.id,
    make: (idea) => makeCard(idea, me, on),
    update: (card, idea) => drawCard(card, idea, me, words),
  })
}

function makeCard(idea, me, on) {
  const { id } = idea
  const labelled = (name, control) =>
    element("div", {}, element("label", { for: `${name}-${id}`, class: name }), control)
  const place = (name) => ({ id: `${name}-${id}`, name, autocomplete: "off", "aria-describedby": `problem-${id}` })
  const card = element(
    "li",
    {},
    element(
      "fieldset",
      {},
      element("p", { class: "note quiet" }),
      labelled("title", element("input", place("title"))),
      labelled("text", element("textarea", { ...place("text"), rows: "3" })),
      labelled("field", element("select", place("field"))),
      element("p", { class: "problem", id: `problem-${id}`, role: "alert", hidden: true }),
      element(
        "div",
        { class: "hands" },
        element("button", { class: "save", type: "button", onclick: () => on.save(card.idea, typed(card)) }),
        element("button", { class: "withdraw", type: "button", onclick: () => on.withdraw(card.idea) }),
      ),
      element("p", { class: "said", role: "status" }),
    ),
  )
  card.oninput = ({ target }) => {
    // Only what differs from what is kept is a change.
    const changes = (me.kept.changes[id] ??= {})
    changes[target.name] = typedIn(target)
    if (changes[target.name] === (card.idea[target.name] ?? null)) delete changes[target.name]
    on.change()
  }
  return card
}

const typed = (card) => Object.fromEntries(NAMES.map((name) => [name, typedIn(card.querySelector(`[name=${name}]`))]))

// What was touched is never overwritten by what others or another tab have changed meanwhile.
function drawCard(card, idea, me, words) {
  card.idea = idea
  const shown = { ...idea, ...me.kept.changes[idea.id] }
  const put = (selector, text) => {
    const node = card.querySelector(selector)
    if (node.textContent !== text) node.textContent = text
    node.hidden = !text
  }
  card.querySelector("fieldset").setAttribute("aria-label", idea.title)
  put(".note", idea.hidden ? words["ideas.hidden"] : idea.merged ? words["ideas.merged"] : "")
  put("label.title", words["ideas.title"])
  put("label.text", words["ideas.text"])
  put("label.field", words["ideas.field"])
  put(".save", words["ideas.save"])
  put(".withdraw", words["ideas.withdraw"])
  put(".said", me.saved === idea.id ? words["ideas.saved"] : "")
  fill(card.querySelector("[name=title]"), shown.title)
  fill(card.querySelector("[name=text]"), shown.text)
  offer(card.querySelector("select"), me.component.data.fields, words, shown.field)
  complain(card, me.problem?.idea === idea.id ? me.problem : null)
}
