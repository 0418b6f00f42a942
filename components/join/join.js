// Name, institution, its type. Known institutions are suggested and bring their type along.
import { drawn, element, wordsOf } from "../live/live.js"

const running = new WeakMap()
const RETRY_MS = 4000

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = {}
    running.set(root, me)
    const form = root.querySelector("form")
    form.onsubmit = (event) => {
      event.preventDefault()
      submit(root, me)
    }
    form.elements.institution.oninput = () => adopt(root, me)
  }
  me.component = component
  draw(root, me, data)
  return () => {
    clearTimeout(me.retry)
    running.delete(root)
  }
}

async function draw(root, me, data) {
  const words = await wordsOf(data.language)
  me.words = words
  const form = root.querySelector("form")
  text(root, "label[for=name]", data.for_other ? words.name_of_other : words.name)
  text(root, "label[for=institution]", data.for_other ? words.institution_of_other : words.institution)
  text(root, "#institution-hint", data.for_other ? words.institution_hint_of_other : words.institution_hint)
  text(root, "label[for=type]", words.institution_type)
  const changing = Boolean(data.values.name)
  text(root, "button.main", changing ? words["myself.save"] : data.for_other ? words.enter_other : words.join)
  root.querySelector("#institutions").replaceChildren(
    ...data.institutions.map(([name]) => element("option", { value: name })),
  )
  const select = form.elements.type
  if (select.options.length === 0) {
    select.append(
      element("option", { value: "", text: words.please_choose }),
      ...data.types.map(([value, label]) => element("option", { value, text: label })),
    )
  }
  const first = me.filled === undefined
  if (me.filled !== data.answered) {
    me.filled = data.answered
    clearTimeout(me.retry)
    form.querySelector("button.main").disabled = false
    // What was refused in an earlier form is no matter for a new one.
    complain(root, first && changing ? "" : data.refusal)
    if (data.answered === me.operation && !data.refusal) form.reset()
    if (first || (changing && !data.refusal)) fill(form, data.values)
  }
  adopt(root, me)
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value
}

// The type is asked only for an institution that is not known yet.
function adopt(root, me) {
  const form = root.querySelector("form")
  const typed = form.elements.institution.value.trim()
  const known = me.component.data.institutions.find(([name]) => name === typed)
  if (known) form.elements.type.value = known[1]
  root.querySelector(".type").hidden = !typed || Boolean(known)
}

function submit(root, me) {
  const form = root.querySelector("form")
  const { name, institution, type } = form.elements
  const { data } = me.component
  if (!name.value.trim()) {
    complain(root, me.words.name_missing)
    name.focus()
    return
  }
  complain(root, "")
  me.operation ??= crypto.getRandomValues(new Uint32Array(1))[0]
  if (me.filled === me.operation) me.operation += 1
  const button = form.querySelector("button.main")
  button.disabled = true
  send(root, me, {
    operation: me.operation,
    form: data.once ? formOf(me, data.once) : "",
    name: name.value,
    institution: institution.value,
    type: institution.value.trim() ? type.value : "keine",
  })
}

// A form that can be known again is sent again by itself before the person is asked to.
function send(root, me, message, tries = message.form ? 3 : 1) {
  me.component.setTriggerValue("join", message)
  clearTimeout(me.retry)
  me.retry = setTimeout(() => {
    if (tries > 1) return send(root, me, message, tries - 1)
    root.querySelector("button.main").disabled = false
    complain(root, me.words.try_again)
  }, message.form ? RETRY_MS : RETRY_MS * 3)
}

// Kept until the person is in (components/entrance): whoever sends the form again after a break, even after a reload,
// is the same person. Nobody else may know it, or they would come in as this person.
function formOf(me, name) {
  me.form ??= drawn()
  try {
    return (sessionStorage[`bw-join-${name}`] ??= me.form)
  } catch {
    return me.form
  }
}

function complain(root, sentence) {
  const problem = root.querySelector(".problem")
  problem.textContent = sentence ?? ""
  problem.hidden = !sentence
}

function text(root, selector, words) {
  const node = root.querySelector(selector)
  if (node.textContent !== words) node.textContent = words
}
