// The second question for the whole room: what each idea has and still lacks, and how far the room agrees once shown.
// Counts only: a projector names nobody.
import { element } from "../live/live.js"

// What each is called; the stream counts them without the prefix.
const PARTS = ["part_lead", "part_staff", "part_data", "part_money", "part_place"]
const countOf = (counts, part) => counts[part.replace("part_", "")]

export function secondQuestion({ question, marks, progress }, { say }) {
  const isShown = question.status === "shown"
  const figures = isShown ? question : { answered: progress.answered, present: progress.present }
  const lead = [
    element("p", { class: "rule", text: isShown ? say("question_shown") : say("question") }),
    element("p", {
      class: "facts text",
      text: [say("answered", figures), isShown && say("opinion")].filter(Boolean).join(" · "),
    }),
  ]
  if (question.status === "closed") lead.push(element("p", { text: say("question_closed") }))
  const rows = question.ideas.map(([id, title]) => {
    const spread = isShown ? question.spread?.[id] : undefined
    return {
      id,
      is: "card block",
      says: JSON.stringify([title, marks?.[id], question.status, spread]),
      parts: () => [
        element("h2", { class: "text", text: title }),
        ...(isShown ? [spreadOf(spread, say), spread?.[2] && element("p", { class: "divided", text: say("divided") })] : []),
        ...offers(marks?.[id] ?? {}, say),
      ].filter(Boolean),
    }
  })
  return { lead, rows, columns: 2, most: 6 }
}

function offers(counts, say) {
  const there = PARTS.filter((part) => countOf(counts, part)).map((part) => `${say(part)}\u00a0${countOf(counts, part)}`)
  const lacking = PARTS.filter((part) => !countOf(counts, part)).map((part) => say(part))
  return [
    there.length ? element("p", { text: say("there", { list: there.join(", ") }) }) : null,
    lacking.length ? element("p", { class: "lacking", text: say("lacking", { list: lacking.join(", ") }) }) : null,
  ].filter(Boolean)
}

// Five columns from against to for, each with its number: nothing is told by colour.
function spreadOf(spread, say) {
  if (!spread) return element("p", { text: say("too_few") })
  const [steps] = spread
  const most = Math.max(1, ...steps)
  const columns = steps.map((count) => {
    const bar = element("span", { class: "column", "aria-hidden": "true" })
    bar.style.height = `${(1.6 * count) / most}em`
    return element("span", { class: "step-count" }, bar, element("span", { text: String(count) }))
  })
  return element(
    "div",
    { class: "spread" },
    element("span", { text: say("against") }),
    ...columns,
    element("span", { text: say("for") }),
  )
}
