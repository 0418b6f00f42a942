// What the projector shows of each kind of activity: a fixed part (`lead`) and rows that may need several pages.
// A row: `id`, `is` (its look), `parts` (its content, made anew when `is` or `says` differ), `group` (a heading).
import { element, filled } from "../live/live.js"
import { meetings } from "./meetings.js"
import { drawQr } from "./qr.js"
import { secondQuestion } from "./second_question.js"

// More options than this are not read out before the result, and not ranked row by row after it.
const OPTIONS_READ = 16
const RANKS_SHOWN = 40
const CROWD_NAMED = 4
// Up to here the wall speaks in large letters; a longer one needs the room.
const WALL_LARGE = 24
const ROLES = ["lead", "partner", "interested"]
const PROFILE = ["goal", "next_step", "due"]

const VIEWS = {
  welcome,
  poll: vote,
  vote,
  ideas: wall,
  break: wall,
  cluster: clusters,
  exchange,
  meetings,
  groups,
  presentation: groups,
  review,
  feedback,
}

// `head`: how much of the height title and question may take. `flows`: column after column, not line after line.
const USUAL = { lead: [], rows: [], columns: 1, most: 8, turns: true, flows: false, head: 0.25 }

export function viewOf(state, words, stages) {
  const say = (key, values = {}) => filled(words[`screen.${key}`], values)
  const view = state.now.open ? (VIEWS[state.now.activity?.kind] ?? quiet) : closed
  return { look: view.name, ...USUAL, ...view(state, { say, stages }) }
}

function welcome({ now, join, agenda, progress, people }, { say }) {
  const steps = Object.entries(agenda).sort(([, [a]], [, [b]]) => a - b)
  const here = Math.max(0, steps.findIndex(([id]) => Number(id) === now.activity.id))
  const wayIn = [
    element("p", { text: say("scan") }),
    element("p", { class: "address text", text: join.address }),
    element("p", { text: say("code") }),
    element("p", { class: "code", text: join.code }),
    element("p", { text: say("no_account") }),
  ]
  return {
    title: now.title,
    question: now.question,
    lead: [drawQr(join.qr, say("join")), element("div", { class: "way-in" }, ...wayIn)],
    rows: steps.slice(here).map(([id, [, title]], place) => ({
      id,
      is: place === 0 ? "step current" : "step",
      parts: () => [element("span", { text: say(["now", "then"][place] ?? "later") }), line(title)],
      says: title + place,
    })),
    turns: false,
    foot: progress.present
      ? [element("strong", { text: say("present", { count: progress.present }) }), crowd(people, say)]
      : [],
  }
}

// The largest groups by name, the rest together.
function crowd({ others = 0, ...named }, say) {
  const bySize = Object.entries(named).sort(([, a], [, b]) => b - a)
  const rest = bySize.slice(CROWD_NAMED).reduce((sum, [, count]) => sum + count, others)
  const groups = [...bySize.slice(0, CROWD_NAMED), ...(rest ? [["others", rest]] : [])]
  return groups.map(([kind, count]) => `\u00a0· ${say(`type_${kind}`)}\u00a0${count}`).join("")
}

function vote({ now, options, progress, question, marks }, tools) {
  const { say } = tools
  const { round } = now
  if (!round) return { lead: [big(say("before")), element("p", { text: say("before_how") })] }
  const rule = say(round.budget === 1 ? "rule_one" : "rule", { count: round.budget, maximum: round.maximum })
  if (question?.id) return secondQuestion({ question, marks, progress }, tools)
  if (round.status === "shown") return ranking(round, options, rule, tools)
  const turnout = [big(say("voted", progress)), meter(progress.voted / (progress.present || 1))]
  if (round.status === "closed") return { lead: [big(say("round_closed")), ...turnout] }
  const titles = Object.entries(options)
  const own = round.subject === "ideas" && round.own_ideas === false ? `. ${say("not_own")}` : ""
  const choice = element("p", { text: say("options", { count: titles.length }) + own })
  const rows = titles.length > OPTIONS_READ ? [] : titles.map(([id, { title }]) => card(id, title))
  return { lead: [element("p", { class: "rule", text: rule }), ...turnout, choice], rows, columns: 2 }
}

function ranking(round, options, rule, { say }) {
  const all = Object.entries(options).sort(([a, x], [b, y]) => x.rank - y.rank || a - b)
  const ranks = all.map(([, { rank }]) => rank)
  // A long list ends where a rank ends, so that nobody is left out of a shared one.
  const complete = all.filter(([, { rank }]) => all.length <= RANKS_SHOWN || rank < ranks[RANKS_SHOWN])
  const shown = complete.length ? complete : all.slice(0, RANKS_SHOWN)
  const most = Math.max(1, all[0]?.[1].total ?? 1)
  const isShared = (rank) => ranks.indexOf(rank) !== ranks.lastIndexOf(rank)
  const facts = [say("opinion"), rule, say("of", { voted: round.ballots, present: round.present })]
  if (round.paper) facts.push(say("on_paper", { count: round.paper }))
  if (shown.length < all.length) facts.push(say("first_of", { shown: shown.length, count: all.length }))
  if (round.seal) facts.push(say("seal", { seal: round.seal }))
  return {
    lead: [element("p", { class: "facts text", text: facts.join(" · ") })],
    rows: shown.map(([id, { title, total, rank }]) => ({
      id,
      is: "rank",
      says: [rank, title, total].join(),
      parts: () => [
        element("span", { class: "place", text: `${rank}.` }),
        element("div", {}, line(title), isShared(rank) && shared(say), meter(total / most)),
        element("span", { class: "total", text: String(total) }),
      ],
    })),
  }
}

function wall({ ideas, now }, { say }) {
  const newestFirst = Object.entries(ideas).sort(([a], [b]) => b - a)
  if (!newestFirst.length) return now.activity.kind === "ideas" ? { lead: [big(say("ideas_none"))] } : quiet()
  const lead = [element("p", { text: say("ideas", { count: newestFirst.length }) })]
  const rows = newestFirst.map(([id, { title }]) => card(id, title))
  const view = { lead, rows, columns: 3, newest: Number(newestFirst[0][0]) }
  return rows.length > WALL_LARGE ? { ...view, look: "long", flows: true } : view
}

function clusters({ ideas, clusters }, { say }) {
  const headings = Object.entries(clusters).sort(([, [a]], [, [b]]) => a - b)
  const groups = [...headings.map(([id, [, title]]) => [Number(id), title]), [null, say("unassigned")]]
  const groupOf = (idea) => (idea.cluster in clusters ? idea.cluster : null)
  const rows = groups.flatMap(([cluster, title]) => {
    const inside = Object.entries(ideas).filter(([, idea]) => groupOf(idea) === cluster)
    return inside.map(([id, idea]) => ({ ...card(id, idea.title), is: "item", group: `${title} (${inside.length})` }))
  })
  const lead = [element("p", { text: say("clusters", { count: headings.length, ideas: rows.length }) })]
  return { lead, rows, columns: 3, most: 15, flows: true }
}

function exchange({ progress, gaps }, { say }) {
  const figures = element(
    "div",
    { class: "figures" },
    figure(progress.offering, say("offering", { count: progress.offering })),
    figure(progress.agreed, say("agreed", { count: progress.agreed })),
  )
  const lead = [element("p", { text: say("exchange_how") }), figures]
  if (!gaps.sought.length) return { lead }
  lead.push(element("h2", { class: "text", text: say("sought") }))
  return { lead, rows: gaps.sought.map((name) => card(name, name)), columns: 3 }
}

function groups({ groups }, { say }) {
  const all = Object.entries(groups)
  if (!all.length) return { lead: [big(say("groups_none"))] }
  const heads = (group) =>
    "seated" in group
      ? [say("seated", { count: group.seated })]
      : ROLES.filter((role) => group[role]).map((role) => say(role, { count: group[role] }))
  const lacks = (group) => (group.lacks ?? []).map((key) => say(`lack_${key}`)).join(", ")
  return {
    lead: [element("p", { text: say("groups", { count: all.length }) })],
    rows: all.map(([id, group]) => ({
      id,
      is: "card block",
      says: JSON.stringify(group),
      parts: () => [
        element("h2", { class: "text", text: group.title }),
        element("p", { text: group.closed ? say("not_today") : heads(group).join(" · ") || say("nobody") }),
        ...(lacks(group) && !group.closed ? [element("p", { text: say("lacking", { list: lacks(group) }) })] : []),
        ...PROFILE.filter((name) => group[name]).map((name) => named(say(name), dated(group[name]))),
      ],
    })),
    columns: 2,
    most: 6,
  }
}

function review({ projects }, { say, stages }) {
  const all = Object.entries(projects)
  if (!all.length) return { lead: [big(say("review_none"))] }
  return {
    lead: [element("p", { text: say("projects", { count: all.length }) })],
    rows: all.map(([id, project]) => ({
      id,
      is: "card block",
      says: JSON.stringify(project),
      parts: () => [
        element("div", { class: "state" }, line(project.title), element("strong", { text: stages[project.stage] })),
        project.next_step && named(say("next_step"), project.next_step),
      ].filter(Boolean),
    })),
  }
}

function feedback({ progress }, { say }) {
  return {
    lead: [
      big(say("feedback_how")),
      element("div", { class: "figures" }, figure(progress.feedback, say("feedback", { count: progress.feedback }))),
      element("p", { text: say("thanks") }),
    ],
  }
}

function closed({ now }, { say }) {
  return { title: now.title, question: "", lead: [big(say("closed")), element("p", { text: say("closed_thanks") })] }
}

// Somebody speaks: the title is enough.
function quiet() {
  return { look: "quiet", head: 0.6 }
}

const line = (text) => element("span", { class: "text", text })
const big = (text) => element("p", { class: "big text", text })
const card = (id, title) => ({ id, is: "card", says: title, parts: () => [line(title)] })
const shared = (say) => element("span", { class: "shared", text: ` · ${say("shared_rank")}` })
const figure = (count, words) =>
  element("p", { class: "figure" }, element("strong", { text: String(count) }), element("span", { text: words }))
const named = (name, text) => element("p", { class: "text named" }, element("strong", { text: `${name}: ` }), text)

function meter(share) {
  const fill = element("div", { class: "fill" })
  fill.style.width = `${100 * Math.min(1, share)}%`
  return element("div", { class: "meter", "aria-hidden": "true" }, fill)
}

// A date typed as 2027-04-15 is read out as one.
function dated(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return text
  const language = document.documentElement.lang || "de"
  return new Date(`${text}T12:00`).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" })
}
