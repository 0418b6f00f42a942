// The recount: a file or this meeting's ballots, what does not fit, and one's own ballot by its three words.
// Nothing of it leaves the device: not the file, not the words.
import { element, filled, wordsOf } from "../live/live.js"
import { kept } from "../receipt/kept.js"
import { archiveIn, ballotsWith, recount, wordsIn } from "./counting.js"

// An archive of 500 people has about 300 kB.
const MOST_BYTES = 5 * 1024 * 1024
const FINDINGS_MOST = 30
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { archive: null }
    running.set(root, me)
    begin(root, me, data)
  }
  return () => running.delete(root)
}

async function begin(root, me, data) {
  const words = (me.words = await wordsOf(data.language))
  const put = (selector, text) => (root.querySelector(selector).textContent = text)
  put(".stays", words["recount.stays_here"])
  put("label[for=file]", words["recount.file"])
  put(".chosen", words["recount.file_how"])
  put(".mine h2", words["recount.mine"])
  put("label[for=words]", words["recount.words"])
  put(".mine button", words["recount.find"])
  const load = root.querySelector(".load")
  put(".load", words["recount.load"])
  me.list = data.list
  load.onclick = () => fetchList(root, me, data.list)
  root.querySelector("#file").onchange = (event) => take(root, me, event.target.files[0])
  root.querySelector("form").onsubmit = (event) => {
    event.preventDefault()
    find(root, me)
  }
  // Who comes from their own result has the receipt in this browser; the address says only where.
  root.querySelector("#words").value = kept(window.location.hash.slice(1))
  if (data.list) await fetchList(root, me, data.list)
}

async function fetchList(root, me, address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" })
    if (!answer.ok) throw new Error(String(answer.status))
    root.querySelector(".load").hidden = true
    read(root, me, await answer.text())
  } catch {
    root.querySelector(".load").hidden = false
    complain(root, me, me.words["recount.load_not"])
  }
}

async function take(root, me, file) {
  if (!file) return
  root.querySelector(".chosen").textContent = file.name
  root.querySelector(".load").hidden = !me.list
  if (file.size > MOST_BYTES) return complain(root, me, me.words["recount.too_large"])
  try {
    read(root, me, await file.text())
  } catch {
    complain(root, me, me.words["recount.unreadable"])
  }
}

function read(root, me, text) {
  let found
  try {
    me.archive = archiveIn(text)
    found = recount(me.archive)
  } catch {
    return complain(root, me, me.words["recount.no_archive"])
  }
  root.querySelector(".problem").hidden = true
  drawOutcome(root, me, found)
  root.querySelector(".mine").hidden = false
  root.querySelector(".found").replaceChildren()
  if (root.querySelector("#words").value) find(root, me)
}

function complain(root, me, text) {
  me.archive = null
  for (const part of [".outcome", ".mine"]) root.querySelector(part).hidden = true
  const problem = root.querySelector(".problem")
  problem.textContent = text
  problem.hidden = false
}

function drawOutcome(root, me, found) {
  const { words, archive } = me
  const differs = found.filter((one) => one.what !== "ballots_not_told").length
  const shown = archive.rounds.filter((round) => round.status === "shown")
  const outcome = root.querySelector(".outcome")
  outcome.hidden = false
  outcome.classList.toggle("fits", !differs)
  outcome.classList.toggle("differs", differs > 0)
  const fits = shown.length ? words["recount.fits"] : words["recount.nothing_shown"]
  const verdict = differs ? words["recount.differs"] : fits
  root.querySelector("#verdict").textContent = filled(verdict, { count: differs })
  root.querySelector(".findings").replaceChildren(
    ...found.slice(0, FINDINGS_MOST).map((one) => element("li", { text: filled(words[`recount.${one.what}`], one.values) })),
  )
  const more = found.length - FINDINGS_MOST
  root.querySelector(".more").textContent = more > 0 ? filled(words["recount.more"], { count: more }) : ""
  root.querySelector(".rounds").replaceChildren(...shown.map((round) => roundLine(round, words)))
  root.querySelector("#verdict").focus({ preventScroll: true })
}

function roundLine(round, words) {
  const told = filled(words["recount.round"], { round: round.title, ballots: round.ballots_given })
  const begin = String(round.seal ?? "").slice(0, 12).match(/.{1,4}/g)
  return element(
    "li",
    {},
    element("span", { text: told }),
    begin && element("span", { text: ` ${words["recount.seal"]} ` }),
    begin && element("span", { class: "seal", text: begin.join(" ") }),
  )
}

function find(root, me) {
  const { words, archive } = me
  const place = root.querySelector(".found")
  const typed = root.querySelector("#words").value
  if (wordsIn(typed).split(" ").length !== 3) {
    place.replaceChildren(element("p", { text: words["recount.three_words"] }))
    return
  }
  const found = ballotsWith(archive, typed)
  if (!found.length) {
    place.replaceChildren(element("p", { text: words["recount.not_found"] }))
    return
  }
  place.replaceChildren(
    ...found.flatMap((ballot) => [
      element("p", { text: filled(words["recount.found"], ballot) }),
      element(
        "ul",
        {},
        ...ballot.dots.map(([title, dots]) =>
          element("li", {}, element("span", { text: title }), element("span", { class: "dots", text: `${"●".repeat(Math.min(dots, 20))} ${dots}` })),
        ),
      ),
    ]),
  )
}
