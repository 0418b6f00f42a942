// Which ideas a search means, and which ideas are alike. A hint for people, never a decision.

const CHOICES_MOST = 8
const STEM = 6

const folded = (text) => text.toLocaleLowerCase("de").normalize("NFKD").replace(/\p{M}/gu, "")

// Every word of the search stands in one of the ideas.
export function fits(search, ...ideas) {
  const words = folded(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = ideas.map((idea) => folded(`${idea.title} ${idea.text}`)).join(" ")
  return words.every((word) => text.includes(word))
}

// The ideas on the wall that this one may be merged into, the most alike first.
export function closest(search, idea, ideas) {
  const mine = stems(idea)
  return [...ideas.values()]
    .filter((other) => other.id !== idea.id && !other.hidden && !other.into && fits(search, other))
    .map((other) => ({ other, likeness: likeness(mine, stems(other)) }))
    .sort((a, b) => b.likeness - a.likeness || a.other.id - b.other.id)
    .slice(0, CHOICES_MOST)
    .map(({ other }) => other)
}

const stems = ({ title, text }) =>
  new Set(
    folded(`${title} ${text}`)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, STEM)),
  )

function likeness(mine, theirs) {
  const shared = [...mine].filter((stem) => theirs.has(stem)).length
  return shared / Math.sqrt(Math.max(1, mine.size * theirs.size))
}
