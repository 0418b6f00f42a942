// The idea form, and one's own ideas below it.
//
// Everything typed is kept by the browser (kept.js). What is sent stays as it is, with its operation, until the
// server has answered, and is sent again until then: it cannot get lost, and the server makes one idea of it.
import { drawn, patience, wordsOf } from "../live/live.js"
import { complain, fill, offer, typedIn } from "./fields.js"
import { keep, kept } from "./kept.js"
import { drawMine, mine } from "./mine.js"

const RETRY_MS = 4000
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { said: "" }
    running.set(root, me)
    listen(root, me)
  }
  me.component = component
  if (me.draft !== data.draft) open(root, me, data.draft)
  receive(root, me, data)
  draw(root, me)
  return () => {
    clearTimeout(me.retry)
    running.delete(root)
  }
}

// The drafts of whoever sits here now, and what had not been answered when the page was left.
function open(root, me, name) {
  Object.assign(me, { draft: name, kept: kept(name), mine: null, opened: null, asked: false, problem: null, said: "" })
  fillForm(root, me)
  if (me.kept.waiting.length === 0) return
  me.said = "saving"
  clearTimeout(me.retry)
  me.retry = setTimeout(() => send(root, me))
}

function receive(root, me, data) {
  if (data !== me.data) {
    me.data = data
    me.mine = data.mine ?? me.mine
    me.opened = data.opened ?? me.opened
    const [sent] = me.kept.waiting
    if (sent && data.answer?.operation === sent.operation) settle(root, me, sent, data.answer)
  }
  // Only the server can say how an anonymous idea fares, and only by its key.
  const unknown = !me.mine || (!me.opened && Object.keys(me.kept.keys).length > 0)
  if (unknown && !me.asked) {
    me.asked = true
    setTimeout(() => look(root, me))
  }
}

function look(root, me) {
  if (me.kept.waiting.length === 0) ask(root, me, { deed: "look", keys: me.kept.keys })
}

// One message after the other; each waits for the answer to the last.
function ask(root, me, message) {
  me.kept.waiting.push({ operation: drawn(), ...message })
  keep(me.draft, me.kept)
  if (me.kept.waiting.length === 1) send(root, me)
}

function send(root, me, tries = 0) {
  me.component.setTriggerValue("wish", me.kept.waiting[0])
  clearTimeout(me.retry)
  me.retry = setTimeout(() => {
    if (me.kept.waiting[0].deed !== "look") me.said = "late"
    send(root, me, tries + 1)
    draw(root, me)
  }, patience(RETRY_MS, tries))
}

function settle(root, me, sent, answer) {
  if (answer.again) {
    me.said = answer.refusal
    return
  }
  clearTimeout(me.retry)
  me.kept.waiting.shift()
  if (sent.deed !== "look") {
    me.said = ""
    me.problem = answer.refusal ? { idea: sent.idea ?? 0, sentence: answer.refusal, about: answer.about } : null
  }
  if (!answer.refusal) ends[sent.deed]?.(root, me, sent, answer.idea)
  else if (answer.about && !sent.idea) root.querySelector(`.new [name=${answer.about}]`).focus()
  keep(me.draft, me.kept)
  if (me.kept.waiting.length > 0) setTimeout(() => send(root, me))
}

// What holds from now on; the server does not send again what it has just been sent.
const ends = {
  contribute(root, me, sent, id) {
    if (sent.anonymous) me.kept.keys[id] = sent.key
    const list = sent.anonymous ? (me.opened ??= []) : (me.mine ??= [])
    const { title, text, field } = sent
    if (!list.some((idea) => idea.id === id)) list.push({ id, title, text, field })
    // The field stays: the next idea is often about the same.
    me.kept.form = { ...me.kept.form, title: "", text: "", anonymous: false, operation: null }
    me.said = "sent"
    fillForm(root, me)
  },
  save(root, me, sent) {
    const idea = mine(me).find((one) => one.id === sent.idea)
    const changes = me.kept.changes[sent.idea] ?? {}
    for (const name of ["title", "text", "field"]) {
      if (idea) idea[name] = sent[name]
      if (changes[name] === sent[name]) delete changes[name]
    }
    me.saved = sent.idea
  },
  withdraw(root, me, sent) {
    me.mine = me.mine?.filter((idea) => idea.id !== sent.idea)
    me.opened = me.opened?.filter((idea) => idea.id !== sent.idea)
    delete me.kept.changes[sent.idea]
    delete me.kept.keys[sent.idea]
    me.said = "withdrawn"
    // The button that was pressed goes with its card.
    root.querySelector(mine(me).length ? ".mine summary" : ".new [name=title]").focus()
  },
}

function listen(root, me) {
  const form = root.querySelector("form")
  const { title, text, anonymous } = form.elements
  // Enter is no reason to put something on the wall.
  form.onsubmit = (event) => event.preventDefault()
  title.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return
    event.preventDefault()
    text.focus()
  }
  form.oninput = ({ target }) => {
    const draft = me.kept.form
    // With a name and without are two ideas, whatever has become of the first.
    if (target === anonymous) draft.operation = null
    draft.operation ??= drawn()
    draft[target.name] = target === anonymous ? anonymous.checked : typedIn(target)
    keep(me.draft, me.kept)
  }
  anonymous.onclick = (event) => {
    if (isSending(me)) event.preventDefault()
  }
  root.querySelector(".send").onclick = () => {
    if (isSending(me)) return
    const { anonymous: nameless, operation, ...typed } = me.kept.form
    const key = nameless ? drawn() : null
    begin(root, me, { deed: "contribute", ...typed, anonymous: nameless, key, operation: operation ?? drawn() })
  }
  root.querySelector(".mine").ontoggle = ({ target }) => {
    if (target.open) look(root, me)
    draw(root, me)
  }
}

// From here on it is told that something is under way.
function begin(root, me, message) {
  Object.assign(me, { said: "saving", problem: null, saved: null })
  ask(root, me, message)
  draw(root, me)
}

const isSending = (me) => me.kept.waiting.some((message) => message.deed === "contribute")

function fillForm(root, me) {
  const { title, text, anonymous } = root.querySelector("form").elements
  fill(title, me.kept.form.title)
  fill(text, me.kept.form.text)
  anonymous.checked = me.kept.form.anonymous
}

async function draw(root, me) {
  const words = await wordsOf(me.component.data.language)
  drawForm(root, me, words)
  const key = (idea) => me.kept.keys[idea.id]
  drawMine(root, me, words, {
    change: () => keep(me.draft, me.kept),
    save: (idea, typed) => begin(root, me, { deed: "save", idea: idea.id, key: key(idea), ...typed }),
    withdraw: (idea) => begin(root, me, { deed: "withdraw", idea: idea.id, key: key(idea) }),
  })
}

function drawForm(root, me, words) {
  const put = (selector, text) => {
    const node = root.querySelector(selector)
    if (node.textContent !== text) node.textContent = text
  }
  put("label[for=title]", words["ideas.title"])
  put("label[for=text]", words["ideas.text"])
  put("#text-hint", words["ideas.text_hint"])
  put("label[for=field]", words["ideas.field"])
  put("label[for=anonymous]", words["ideas.anonymous"])
  put("#anonymous-hint", words["ideas.anonymous_how"])
  put(".send", words["ideas.send"])
  const form = root.querySelector("form")
  offer(form.elements.field, me.component.data.fields, words, me.kept.form.field)
  const sending = isSending(me)
  form.setAttribute("aria-busy", String(sending))
  form.elements.title.readOnly = form.elements.text.readOnly = sending
  root.querySelector(".send").setAttribute("aria-disabled", String(sending))
  const { problem } = me
  complain(form, problem?.idea === 0 ? problem : null)
  // A refusal about an idea whose card is gone has no other place than this.
  const homeless = problem?.idea && !mine(me).some((idea) => idea.id === problem.idea)
  put(".status", homeless ? problem.sentence : spoken(me.said, words))
}

function spoken(said, words) {
  const known = {
    saving: words.saving,
    sent: words["ideas.sent"],
    withdrawn: words["ideas.withdrawn"],
    late: words["ideas.late"],
  }
  return known[said] ?? said
}
