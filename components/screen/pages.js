// Rows on pages that turn by themselves: nobody scrolls a projector. How much fits is measured, not guessed.
import { element, filled, reconcile } from "../live/live.js"

const TURN_MS = 12000
const FADE_MS = 700
const FRESH_MS = 6000
const DOTS_MOST = 10
const NARROWEST_EM = 14.5

export const newBook = () => ({ at: 0, pages: [], heights: new Map() })

// Lays the view's rows out anew. What is new comes to the first page and stays there for a while.
export function layOut(root, book, view, subject, words) {
  const since = book.subject === subject ? book.newest : undefined
  const fresh = view.newest > since
  if (fresh || book.subject !== subject) Object.assign(book, { subject, at: 0, turnsAt: Date.now() + TURN_MS })
  book.newest = view.newest
  const box = root.querySelector(".body > .rows")
  for (let height = -1; height !== box.clientHeight; ) {
    height = box.clientHeight
    book.pages = pagesOf(root, book, view)
    // Where we are takes room too; if it has just come, there is less for the rows.
    showPlace(root.querySelector(".turn"), book, words)
    if (box.clientHeight > height) break
  }
  book.at = Math.max(0, Math.min(book.at, book.pages.length - 1))
  draw(root, book)
  if (fresh) mark(root, since)
}

// The next page, if this one has been there long enough.
export function turn(root, book, words) {
  if (book.pages.length > 1 && Date.now() >= book.turnsAt) {
    book.at = (book.at + 1) % book.pages.length
    book.turnsAt = Date.now() + TURN_MS
    draw(root, book)
    if (!still()) root.querySelector(".body > .rows").animate([{ opacity: 0 }, { opacity: 1 }], FADE_MS)
  }
  showPlace(root.querySelector(".turn"), book, words)
}

function pagesOf(root, book, view) {
  const box = root.querySelector(".body > .rows")
  const style = getComputedStyle(box)
  const em = parseFloat(style.fontSize)
  const perLine = Math.max(1, Math.min(view.columns, Math.floor(box.clientWidth / em / NARROWEST_EM)))
  box.style.setProperty("--per-line", perLine)
  const gap = parseFloat(style.rowGap)
  const width = (box.clientWidth - gap * (perLine - 1)) / perLine
  const headings = [...new Set(view.rows.map((row) => row.group).filter(Boolean))].map(heading)
  book.height = box.clientHeight
  measure(root, book, view.rows, width)
  measure(root, book, headings, view.flows ? width : box.clientWidth)
  const heightOf = (row) => heightIn(book, row) + gap
  const room = { height: box.clientHeight + gap, heightOf }
  const most = Math.ceil(view.most / perLine)
  box.classList.toggle("flowing", view.flows)
  if (!view.flows) {
    const pages = bound(view.rows, { ...room, perLine, most: most * perLine })
    return view.turns ? pages : pages.slice(0, 1)
  }
  const columns = bound(view.rows, { ...room, perLine: 1, most })
  return columns.flatMap((_, at) => (at % perLine ? [] : [besides(columns.slice(at, at + perLine))]))
}

// One page of several columns; a heading may stand in two of them.
function besides(columns) {
  return columns.flatMap((rows, column) =>
    rows.map((row, at) => ({
      ...row,
      id: row.is === "heading" ? `${row.id} ${column}` : row.id,
      starts: at === 0,
    })),
  )
}

// Fills page after page, line by line; a heading stands again where its group goes on.
function bound(rows, { perLine, most, height, heightOf }) {
  const pages = []
  let page, group, free, count
  for (let at = 0; at < rows.length; ) {
    const line = [rows[at]]
    while (line.length < perLine && rows[at + line.length] && rows[at + line.length].group === line[0].group) {
      line.push(rows[at + line.length])
    }
    const tall = Math.max(...line.map(heightOf))
    const title = line[0].group && heading(line[0].group)
    const titleTall = title ? heightOf(title) : 0
    if (!page || count + line.length > most || tall + (group === line[0].group ? 0 : titleTall) > free) {
      pages.push((page = []))
      group = undefined
      free = height
      count = 0
    }
    if (title && group !== line[0].group) {
      page.push(title)
      free -= titleTall
    }
    group = line[0].group
    page.push(...line)
    free -= tall
    count += line.length
    at += line.length
  }
  return pages
}

// How tall each row is, and how tall if it must be brief.
function measure(root, book, rows, width) {
  const box = root.querySelector(".measure")
  const unknown = rows.filter((row) => !book.heights.has(signature(row)))
  const nodes = unknown.map(made)
  const heights = () => nodes.map((node) => node.getBoundingClientRect().height)
  box.style.width = `${width}px`
  box.replaceChildren(...nodes)
  const full = heights()
  for (const node of nodes) node.classList.add("brief")
  const brief = heights()
  unknown.forEach((row, place) => book.heights.set(signature(row), [full[place], brief[place]]))
  box.replaceChildren()
}

// A row that would not fit on any page is brief.
const isBrief = (book, row) => book.heights.get(signature(row))[0] > book.height
const heightIn = (book, row) => book.heights.get(signature(row))[isBrief(book, row) ? 1 : 0]

function draw(root, book) {
  reconcile(root.querySelector(".body > .rows"), book.pages[book.at] ?? [], {
    key: (row) => row.id,
    make: made,
    update: (node, row) => {
      if (node.dataset.says !== signature(row)) node.replaceChildren(...row.parts())
      node.dataset.says = signature(row)
      node.className = `row ${row.is} ${isBrief(book, row) ? "brief" : ""}`
      node.style.breakBefore = row.starts ? "column" : ""
    },
  })
}

function made(row) {
  const node = element("div", { class: `row ${row.is}` }, ...row.parts())
  node.dataset.says = signature(row)
  return node
}

function mark(root, since) {
  if (still()) return
  for (const node of root.querySelectorAll(".body > .rows > .row")) {
    if (Number(node.dataset.key) <= since) continue
    const edge = (colour) => ({ boxShadow: `inset 0.4em 0 0 ${colour}` })
    node.animate([edge("var(--brand)"), edge("transparent")], FRESH_MS)
  }
}

// Dots for a few pages, words for many.
function showPlace(place, { pages, at }, words) {
  const few = pages.length > 1 && pages.length <= DOTS_MOST
  const many = pages.length > DOTS_MOST
  const next = element("p", { class: "turn", "aria-hidden": "true" })
  if (few) next.append(...pages.map((_, page) => element("span", { class: page === at ? "dot here" : "dot" })))
  if (many) next.textContent = filled(words["screen.page"], { page: at + 1, pages: pages.length })
  if (!place.isEqualNode(next)) place.replaceWith(next)
}

const heading = (text) => ({
  id: `group ${text}`,
  is: "heading",
  says: text,
  parts: () => [element("h2", { class: "text", text })],
})
const signature = (row) => `${row.is} ${row.says}`
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches
