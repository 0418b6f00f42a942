// Which of the meeting's topics a typed line means, found here after every letter: no word leaves the page for it, and
// a bad line cannot hold it up. The same rules as domain/topics.py; tests/data/meant.json holds what both must answer.
import { FILLERS, PIECES } from "./lexicon.js"

const MOST = 3
const ENOUGH = 0.5
const LEAST = 0.33
const SHORTEST = 3
const LONGEST = 5
const WITHIN = 5
const SPELLED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" }
const SAY_NOTHING = new Set(FILLERS.trim().split(/\s+/))
const LEXICON = PIECES.replaceAll(",\n    ", ", ")
  .trim()
  .split("\n")
  .map((topic) => topic.split(",").map((piece) => piece.trim().replaceAll("_", " ")))

export function folded(text) {
  const spelled = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED[letter])
  const words = spelled.normalize("NFD").replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) ?? []
  return ` ${words.join(" ")} `
}

// Prepares the topics, [[id, name], …], once; answers what a line means, the likeliest first.
export function topics(chips) {
  const prepared = chips.map(([id, name]) => ({ id, words: wordsOf(name), pieces: piecesOf(name) }))
  const uses = new Map()
  for (const { words } of prepared) {
    for (const each of new Set([...words, ...words.flatMap((word) => [...groupsOf(word)])])) {
      uses.set(each, (uses.get(each) ?? 0) + 1)
    }
  }
  const weight = (piece) => {
    const rarity = 1 + Math.log((1 + chips.length) / (1 + (uses.get(piece) ?? 0)))
    return Math.floor(100 * rarity * rarity + 0.5)
  }
  const sum = (groups) => [...groups].reduce((total, group) => total + weight(group), 0)
  const alike = (word, other) => {
    const [short, long] = word.length <= other.length ? [word, other] : [other, word]
    if (short.length >= WITHIN && 2 * short.length >= long.length && long.includes(short)) return 1
    const [mine, theirs] = [groupsOf(word), groupsOf(other)]
    const shared = sum([...mine].filter((group) => theirs.has(group)))
    return shared ? shared / Math.sqrt(sum(mine) * sum(theirs)) : 0
  }
  const nearness = (name, words) => {
    let total = 0
    let reached = 0
    for (const word of name) {
      total += weight(word)
      reached += weight(word) * Math.max(0, ...words.map((other) => alike(word, other)))
    }
    return total ? reached / total : 0
  }
  return (line, most = MOST) => {
    const [typed, words] = [folded(line), wordsOf(line)]
    const found = prepared.map(({ id, words: name, pieces }, place) => {
      const near = nearness(name, words)
      const known = pieces.some((piece) => typed.includes(piece))
      return { id, place, near, score: Math.max(near, known ? 1 : 0) }
    })
    const near = found
      .filter(({ score }) => score >= LEAST)
      .sort((one, other) => other.score - one.score || other.near - one.near || one.place - other.place)
    const sure = near.filter(({ score }) => score >= ENOUGH)
    return (sure.length ? sure : near).slice(0, most).map(({ id }) => id)
  }
}

function wordsOf(text) {
  return folded(text)
    .split(" ")
    .filter((word) => word && !SAY_NOTHING.has(word))
}

function piecesOf(name) {
  const spelled = folded(name)
  return LEXICON.filter((pieces) => pieces.some((piece) => spelled.includes(piece))).flat()
}

const kept = new Map()
function groupsOf(word) {
  if (kept.has(word)) return kept.get(word)
  const padded = ` ${word} `
  const groups = new Set()
  for (let length = SHORTEST; length <= LONGEST; length += 1) {
    for (let start = 0; start + length <= padded.length; start += 1) groups.add(padded.slice(start, start + length))
  }
  if (kept.size > 2000) kept.clear()
  kept.set(word, groups)
  return groups
}
