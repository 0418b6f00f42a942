// The bar above the ideas: search, filter, what to do with several at once, and the way back.
import { filled } from "../live/live.js"
import { PORTION, put, show } from "./desk.js"
import { fill, groupOf, groupOptions, groupTitle, ideaTitle, intoGroup } from "./groups.js"

const FILTERS = ["all", "none", "hidden", "merged"]

export function wireBar(me) {
  const narrow = (change) => {
    change()
    me.shown = PORTION
    me.kept.clear()
    me.draw()
  }
  me.$("#search").oninput = (event) => narrow(() => (me.search = event.target.value))
  me.$("#filter").onchange = (event) => narrow(() => (me.filter = event.target.value))
  me.$(".move").onclick = () => move(me)
  me.$(".merge-chosen").onclick = () => mergeChosen(me)
  me.$(".let-go").onclick = () => {
    me.picked.clear()
    me.draw()
    rest(me)
  }
  me.$(".undo").onclick = () => undo(me)
  me.$("#count").tabIndex = -1
}

export function drawBar(me, now) {
  const { words } = me
  put(me.$("label[for=search]"), words["desk.search"])
  put(me.$("label[for=filter]"), words["desk.filter"])
  const filters = FILTERS.map((filter) => [filter, filled(words[`desk.filter_${filter}`], { count: sizeOf(now, filter) })])
  fill(me.$("#filter"), [...filters, ...groupOptions(now)])
  me.$("#filter").value = me.filter
  drawChosen(me, now)
  show(me.$(".note"), me.note)
  put(me.$(".last-words"), me.last?.sentence ?? words["desk.all_undoable"])
  put(me.$(".undo"), words["desk.undo"]).hidden = !me.last?.back
}

// Where the focus goes when what had it is gone; nothing moves on the screen.
export const rest = (me) => me.$("#count").focus({ preventScroll: true })

function sizeOf({ ideas }, filter) {
  const all = [...ideas.values()]
  if (filter === "merged") return all.filter((idea) => idea.into).length
  const standing = all.filter((idea) => !idea.into)
  if (filter === "hidden") return standing.filter((idea) => idea.hidden).length
  if (filter === "none") return standing.filter((idea) => !idea.hidden && idea.cluster === null).length
  return standing.length
}

function drawChosen(me, now) {
  const { words, picked } = me
  me.$(".chosen").hidden = picked.size === 0
  put(me.$("#chosen-count"), filled(words["desk.chosen"], { count: picked.size }))
  put(me.$("label[for=to-group]"), words["desk.to_group"])
  put(me.$(".move"), words["desk.move"])
  fill(me.$("#to-group"), [["", words["desk.without"]], ...groupOptions(now)])
  const standing = [...picked].filter((id) => !now.ideas.get(id).hidden).map((id) => [String(id), now.ideas.get(id).title])
  me.$(".merging").hidden = picked.size < 2 || standing.length === 0
  put(me.$("label[for=to-idea]"), words["desk.to_idea"])
  put(me.$(".merge-chosen"), words["desk.merge"])
  fill(me.$("#to-idea"), standing)
  put(me.$(".let-go"), words["desk.let_go"])
}

function move(me) {
  const group = groupOf(me.$("#to-group").value)
  const ideas = [...me.picked]
  me.picked.clear()
  const sentence = filled(me.words[group === null ? "desk.moved_out_many" : "desk.moved_many"], {
    count: ideas.length,
    group: groupTitle(me, group),
  })
  me.act(intoGroup(ideas, group), sentence)
  rest(me)
}

function mergeChosen(me) {
  const into = Number(me.$("#to-idea").value)
  const ideas = [...me.picked].filter((id) => id !== into)
  me.picked.clear()
  me.act({ verb: "merge", ideas, into }, filled(me.words["desk.merged_many"], { count: ideas.length, into: ideaTitle(me, into) }))
  rest(me)
}

function undo(me) {
  const { back } = me.last
  me.last = { sentence: me.words["desk.undone"], back: null }
  me.note = ""
  me.kept = new Set(back.flatMap((task) => task.ideas ?? []))
  me.wishes.want(...back)
  me.draw()
  rest(me)
}
