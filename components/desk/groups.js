// The topic groups: a new heading, another wording, away with it, and how many ideas are in each.
import { element, filled, reconcile } from "../live/live.js"
import { rest } from "./bar.js"
import { put, view } from "./desk.js"

// A group in a select: its number; the heading itself while it has none; null for no group.
export const groupOf = (value) => (value === "" ? null : Number(value) || value)

export const intoGroup = (ideas, group) =>
  typeof group === "string" ? { verb: "gather", ideas, heading: group } : { verb: "gather", ideas, cluster: group }

// Titles as they stand in a sentence: short enough for one line.
const SHORT = 48
const short = (title) => (title.length > SHORT ? `${title.slice(0, SHORT - 1).trimEnd()}…` : title)

export const ideaTitle = (me, id) => short(view(me).ideas.get(id)?.title ?? "")

export const groupTitle = (me, group) =>
  short(view(me).clusters.find((cluster) => cluster.id === group)?.title ?? String(group ?? ""))

export function wireGroups(me) {
  const form = me.$(".new-group")
  form.onsubmit = (event) => {
    event.preventDefault()
    const input = me.$("#heading")
    const heading = input.value
    if (!heading.trim()) {
      me.note = me.words["desk.heading_missing"]
      input.focus()
      return me.draw()
    }
    const ideas = [...me.picked]
    me.picked.clear()
    const sentence = filled(me.words[ideas.length ? "desk.gathered_new" : "desk.group_made"], {
      group: heading.trim(),
      count: ideas.length,
    })
    me.heading = confirmed(me.act({ verb: "gather", ideas, heading }, sentence), () => {
      if (input.value === heading) input.value = ""
    })
  }
}

// What was typed stays in its field until the server has it; a refusal leaves it there.
function confirmed(operation, then) {
  let open = true
  return {
    settle(done, refusals) {
      if (!open || done < operation) return
      open = false
      if (!refusals[operation]) then()
    },
  }
}

export function drawGroups(me, now) {
  const { words } = me
  put(me.$(".groups-title"), filled(words["desk.groups"], { count: now.clusters.length }))
  put(me.$("label[for=heading]"), words["desk.heading"])
  const { size } = me.picked
  put(me.$(".new-group button"), size ? filled(words["desk.make_with"], { count: size }) : words["desk.make"])
  const sizes = new Map()
  for (const { cluster, into, hidden } of now.ideas.values()) {
    if (!into && !hidden) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  }
  reconcile(me.$(".group-list"), now.clusters, {
    key: ({ id }) => id,
    make: ({ id }) => makeGroup(me, id),
    update: (row, cluster) => drawGroup(me, row, cluster, sizes.get(cluster.id) ?? 0),
  })
}

function makeGroup(me, id) {
  return element(
    "li",
    { class: "group" },
    element(
      "button",
      { class: "show", type: "button", onclick: () => showOnly(me, id) },
      element("span", { class: "text" }),
      element("span", { class: "size quiet" }),
    ),
    element(
      "div",
      { class: "tools" },
      element("button", { class: "light rename", type: "button", onclick: () => openRename(me, id) }),
      element("button", { class: "light remove", type: "button", onclick: () => remove(me, id) }),
    ),
  )
}

function drawGroup(me, row, { id, title }, size) {
  const $ = (selector) => row.querySelector(selector)
  const open = me.filter === String(id)
  row.classList.toggle("shown", open)
  put($(".show .text"), title)
  put($(".size"), String(size))
  $(".show").setAttribute("aria-pressed", String(open))
  // A heading that has no number yet cannot be worked on.
  $(".tools").hidden = !open || typeof id === "string"
  for (const tool of ["rename", "remove"]) {
    put($(`.${tool}`), me.words[`desk.${tool}`]).setAttribute("aria-label", filled(me.words[`desk.${tool}_it`], { title }))
  }
  drawRename(me, row, id, title)
}

function drawRename(me, row, id, title) {
  const form = row.querySelector("form")
  if (me.renaming !== id) return form?.remove()
  if (form) return
  const input = element("input", { autocomplete: "off", "aria-label": filled(me.words["desk.rename_it"], { title }) })
  input.value = title
  const made = element("form", { novalidate: true }, input, element("button", { type: "submit", text: me.words["desk.save"] }))
  made.onsubmit = (event) => {
    event.preventDefault()
    const heading = input.value
    const operation = me.act({ verb: "rename", cluster: id, heading }, filled(me.words["desk.renamed"], { group: heading.trim() }))
    me.renamed = confirmed(operation, () => {
      if (me.renaming === id) me.renaming = null
    })
  }
  row.append(made)
  input.focus()
}

function showOnly(me, id) {
  me.filter = me.filter === String(id) ? "all" : String(id)
  me.kept.clear()
  me.draw()
}

function openRename(me, id) {
  me.renaming = me.renaming === id ? null : id
  me.draw()
}

function remove(me, id) {
  const group = groupTitle(me, id)
  me.filter = "all"
  me.act({ verb: "remove", cluster: id }, filled(me.words["desk.group_removed"], { group }))
  rest(me)
}

// The groups as options of a select, after whatever stands first in it.
export const groupOptions = ({ clusters }) => clusters.map(({ id, title }) => [String(id), title])

// Rebuilt only when the options differ, so that an open list stays open.
export function fill(select, options) {
  const mark = JSON.stringify(options)
  if (select.dataset.mark === mark) return
  const { value } = select
  select.dataset.mark = mark
  select.replaceChildren(...options.map(([key, text]) => element("option", { value: key, text })))
  if (options.some(([key]) => key === value)) select.value = value
}
