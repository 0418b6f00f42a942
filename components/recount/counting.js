// Counts the ballots of an archive anew, checks its seals, and names what was altered: the same as domain/chain.py,
// here in the browser, so that neither the file nor anybody's receipt leaves the device. A test compares the two.
import { sha256 } from "./sha256.js"

const RULE = ["subject", "budget", "maximum", "present", "ballots_given"]
const RULE_OF_FORM = { 1: RULE, 2: [...RULE, "own_ideas", "paper"] }
const CHECK_LENGTH = 12

// The archive in a text. Throws what is no archive of a meeting.
export function archiveIn(text) {
  const archive = JSON.parse(text)
  for (const round of list(archive, "rounds")) {
    list(round, "options").forEach((option) => ["id", "title"].forEach((name) => there(option, name)))
    list(round, "ballots").forEach(ballotOf)
    ;["title", "status", ...RULE].forEach((name) => there(round, name))
  }
  return archive
}

// What does not fit, as { what, values }. Nothing: it is as it was shown.
export function recount(archive) {
  const shown = archive.rounds.filter((round) => round.status === "shown")
  const found = shown.flatMap((round) => [...ofRound(round)])
  const seals = new Set(shown.map((round) => round.seal).filter(Boolean))
  for (const round of shown) {
    if (round.seal_before && !seals.has(round.seal_before)) found.push(finding("chain_broken", round))
  }
  if (archive.head && !seals.has(archive.head)) found.push({ what: "head_missing", values: {} })
  return found
}

// The ballots with this receipt, however it was typed: [{ round, receipt, dots: [[title, count]] }]
export function ballotsWith(archive, typed) {
  const wanted = wordsIn(typed)
  const found = []
  for (const round of archive.rounds) {
    for (const { receipt, options } of round.ballots.map(ballotOf)) {
      if (!receipt || wordsIn(receipt) !== wanted) continue
      const counts = counted(options)
      const dots = round.options.filter((one) => counts.get(one.id)).map((one) => [one.title, counts.get(one.id)])
      found.push({ round: round.title, receipt, dots })
    }
  }
  return found
}

export function wordsIn(typed) {
  return (typed.normalize("NFC").toLowerCase().match(/\p{L}+/gu) ?? []).join(" ")
}

function* ofRound(round) {
  const ballots = round.ballots.map(ballotOf)
  if (ballots.length !== round.ballots_given) {
    // Fewer than five ballots are not in an archive one by one.
    yield finding(ballots.length ? "ballots_missing" : "ballots_not_told", round)
    return
  }
  yield* totals(round, counted(ballots.flatMap((ballot) => ballot.options)))
  yield* eachBallot(round, ballots)
  if (round.seal && seal(round.seal_before || "", recordOf(round, ballots)) !== round.seal) {
    yield finding("seal_differs", round)
  }
}

function* totals(round, counts) {
  const ranks = ranked(round.options.map((option) => [option.id, counts.get(option.id) ?? 0]))
  for (const option of round.options) {
    const dots = counts.get(option.id) ?? 0
    if (option.dots === dots && option.rank === ranks.get(option.id)) continue
    yield finding("total_differs", round, { option: option.title, told: option.dots, dots })
  }
}

function* eachBallot(round, ballots) {
  const times = counted(ballots.map((ballot) => ballot.receipt))
  for (const [place, { receipt, options, check }] of ballots.entries()) {
    const most = Math.max(0, ...counted(options).values())
    if (options.length > round.budget || most > round.maximum) {
      yield finding("ballot_over_rule", round, { place: place + 1 })
    }
    if (check !== null && check !== checkOf(receipt ?? "", options)) {
      yield finding("ballot_altered", round, { place: place + 1, receipt })
    }
  }
  for (const [receipt, count] of times) if (receipt && count > 1) yield finding("receipt_twice", round, { receipt })
}

function recordOf(round, ballots) {
  const form = round.seal_form || 1
  const told = ballots.map(({ receipt, options }) => (form > 1 ? [receipt ?? "", sorted(options)] : sorted(options)))
  return {
    ...Object.fromEntries(RULE_OF_FORM[form].map((name) => [name, there(round, name)])),
    options: round.options.map((option) => [option.title, option.dots, option.rank]),
    ballots: sorted(told),
  }
}

function seal(before, record) {
  return sha256(canonical([before, record]))
}

function checkOf(receipt, options) {
  return sha256(canonical([receipt, sorted(options)])).slice(0, CHECK_LENGTH)
}

// As Python writes it: keys in order, no blanks.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (value === null || typeof value !== "object") return JSON.stringify(value)
  const parts = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${parts.join(",")}}`
}

function ballotOf(told) {
  // Archives from before there were receipts tell a ballot as its list of options.
  if (Array.isArray(told)) return { receipt: null, options: told, check: null }
  return { receipt: there(told, "receipt"), options: list(told, "options"), check: told.check ?? null }
}

function counted(things) {
  const counts = new Map()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return counts
}

// option → rank; equal totals share one.
function ranked(totals) {
  const inOrder = [...totals].sort((a, b) => b[1] - a[1] || compared(a[0], b[0]))
  const ranks = new Map()
  inOrder.forEach(([id, total], i) => {
    ranks.set(id, i > 0 && inOrder[i - 1][1] === total ? ranks.get(inOrder[i - 1][0]) : i + 1)
  })
  return ranks
}

const sorted = (things) => [...things].sort(compared)

function compared(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = compared(a[i], b[i])
      if (order) return order
    }
    return a.length - b.length
  }
  return a < b ? -1 : a > b ? 1 : 0
}

const finding = (what, round, values = {}) => ({ what, values: { round: round.title, ...values } })

function there(thing, name) {
  if (thing === null || typeof thing !== "object" || !(name in thing)) throw new TypeError(`no ${name}`)
  return thing[name]
}

function list(thing, name) {
  const found = there(thing, name)
  if (!Array.isArray(found)) throw new TypeError(`${name} is no list`)
  return found
}
