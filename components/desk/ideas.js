// The list of ideas: one row each, with everything that can be done to it.
import { element, filled, reconcile } from "../live/live.js"
import { closest, fits } from "./alike.js"
import { rest } from "./bar.js"
import { put, show, view } from "./desk.js"
import { fill, groupOf, groupOptions, groupTitle, ideaTitle, intoGroup } from "./groups.js"

// A keyboard walks through the options of a select one by one; only where it stops counts.
const STEADY_MS = 350

// The ids to show, newest first.
export function found(me, { ideas }) {
  const children = childrenOf(ideas)
  const wanted = (idea) => {
    if (!me.known.has(idea.id)) return false
    if (!fits(me.search, idea, ...(children.get(idea.id) ?? []))) return false
    if (me.filter === "merged") return Boolean(idea.into)
    if (idea.into) return false
    if (me.kept.has(idea.id)) return true
    if (me.filter === "all") return true
    if (me.filter === "hidden") return idea.hidden
    if (me.filter === "none") return !idea.hidden && idea.cluster === null
    return idea.cluster === groupOf(me.filter)
  }
  return [...ideas.values()].filter(wanted).map((idea) => idea.id).sort((a, b) => b - a)
}

export function drawIdeas(me, now, ids) {
  const children = childrenOf(now.ideas)
  reconcile(me.$(".ideas"), ids, {
    key: (id) => id,
    make: (id) => makeRow(me, id),
    update: (row, id) => drawRow(me, now, row, now.ideas.get(id), children.get(id) ?? []),
  })
}

function childrenOf(ideas) {
  const children = new Map()
  for (const idea of ideas.values()) {
    if (idea.into) children.set(idea.into, [...(children.get(idea.into) ?? []), idea])
  }
  return children
}

function makeRow(me, id) {
  const pick = element("input", { type: "checkbox" })
  pick.onchange = () => {
    if (pick.checked) me.picked.add(id)
    else me.picked.delete(id)
    me.draw()
  }
  const select = element("select", { class: "to" })
  select.onchange = () => moveSoon(me, id, select.value)
  return element(
    "li",
    { class: "idea" },
    element("label", { class: "pick" }, pick),
    element(
      "div",
      { class: "words" },
      element("h3", { class: "text title" }),
      element("p", { class: "text body" }),
      element("p", { class: "foot quiet" }),
      element("ul", { class: "merged" }),
    ),
    element(
      "div",
      { class: "hands" },
      select,
      element(
        "div",
        { class: "two" },
        element("button", { class: "light hide", type: "button", onclick: () => hide(me, id) }),
        element("button", { class: "light merge", type: "button", onclick: () => openChooser(me, id) }),
        element("button", { class: "light part", type: "button", onclick: () => part(me, id) }),
      ),
    ),
  )
}

function drawRow(me, now, row, idea, children) {
  const { words } = me
  const $ = (selector) => row.querySelector(selector)
  const name = (key) => filled(words[key], { title: idea.title })
  row.classList.toggle("picked", me.picked.has(idea.id))
  row.classList.toggle("away", idea.hidden || Boolean(idea.into))
  const pick = $(".pick input")
  pick.checked = me.picked.has(idea.id)
  pick.setAttribute("aria-label", name("desk.pick"))
  $(".pick").style.visibility = idea.into ? "hidden" : ""
  put($(".title"), idea.title)
  show($(".body"), idea.text)
  const into = idea.into ? filled(words["desk.is_in"], { title: now.ideas.get(idea.into)?.title ?? "" }) : ""
  const field = me.state.fields?.[idea.field] ?? ""
  show($(".foot"), [into, idea.hidden ? words["desk.is_hidden"] : "", field].filter(Boolean).join(" · "))
  const select = $("select.to")
  select.hidden = Boolean(idea.into)
  select.setAttribute("aria-label", name("desk.group_of"))
  fill(select, [["", words["desk.without"]], ...groupOptions(now)])
  if (me.moving?.id !== idea.id) select.value = String(idea.cluster ?? "")
  named($(".hide"), words[idea.hidden ? "desk.unhide" : "desk.hide"], name(idea.hidden ? "desk.unhide_it" : "desk.hide_it"))
  named($(".merge"), words["desk.merge_with"], name("desk.merge_it"))
  named($(".part"), words["desk.part"], name("desk.part_it"))
  $(".hide").hidden = Boolean(idea.into)
  $(".merge").hidden = idea.hidden || Boolean(idea.into)
  $(".merge").setAttribute("aria-expanded", String(me.merging === idea.id))
  $(".part").hidden = !idea.into
  drawChildren(me, $(".merged"), children)
  drawChooser(me, now, row, idea)
}

function drawChildren(me, list, children) {
  list.hidden = children.length === 0
  reconcile(list, children, {
    key: (idea) => idea.id,
    make: (idea) =>
      element(
        "li",
        {},
        element("span", { class: "text" }),
        element("button", { class: "light", type: "button", onclick: () => part(me, idea.id) }),
      ),
    update: (row, idea) => {
      put(row.firstElementChild, idea.title)
      named(row.lastElementChild, me.words["desk.part"], filled(me.words["desk.part_it"], { title: idea.title }))
    },
  })
}

// "Merge with …": the most alike first, the rest by typing.
function drawChooser(me, now, row, idea) {
  let chooser = row.querySelector(".chooser")
  if (me.merging !== idea.id) return chooser?.remove()
  if (!chooser) {
    const input = element("input", { type: "search", autocomplete: "off" })
    input.oninput = () => me.draw()
    const label = element("label", {}, element("span"), input)
    chooser = element("div", { class: "chooser" }, label, element("ul"))
    row.append(chooser)
    input.focus()
  }
  put(chooser.querySelector("label span"), filled(me.words["desk.merge_where"], { title: idea.title }))
  const query = chooser.querySelector("input").value
  reconcile(chooser.querySelector("ul"), closest(query, idea, now.ideas), {
    key: (other) => other.id,
    make: (other) =>
      element("li", {}, element("button", { type: "button", class: "text", onclick: () => merge(me, idea.id, other.id) })),
    update: (item, other) => put(item.firstElementChild, other.title),
  })
}

function openChooser(me, id) {
  me.merging = me.merging === id ? null : id
  me.draw()
}

function merge(me, id, into) {
  me.merging = null
  me.picked.delete(id)
  me.act({ verb: "merge", ideas: [id], into }, filled(me.words["desk.merged_one"], { title: ideaTitle(me, id), into: ideaTitle(me, into) }))
  rest(me)
}

function part(me, id) {
  me.act({ verb: "part", ideas: [id] }, filled(me.words["desk.parted"], { title: ideaTitle(me, id) }))
}

function hide(me, id) {
  const hidden = !view(me).ideas.get(id)?.hidden
  me.act({ verb: "hide", ideas: [id], hidden }, filled(me.words[hidden ? "desk.hidden_now" : "desk.unhidden_now"], { title: ideaTitle(me, id) }))
}

function moveSoon(me, id, value) {
  // Another row: what was chosen on the one before counts now.
  if (me.moving && me.moving.id !== id) me.moving.go()
  clearTimeout(me.moving?.timer)
  const go = () => {
    clearTimeout(me.moving.timer)
    me.moving = null
    move(me, id, groupOf(value))
  }
  me.moving = { id, go, timer: setTimeout(go, STEADY_MS) }
}

function move(me, id, group) {
  const sentence = filled(me.words[group === null ? "desk.moved_out" : "desk.moved"], {
    title: ideaTitle(me, id),
    group: groupTitle(me, group),
  })
  me.act(intoGroup([id], group), sentence)
}

function named(button, text, label) {
  put(button, text)
  button.setAttribute("aria-label", label)
}
