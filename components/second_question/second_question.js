// The second question: a secret answer for each idea, and apart from it what one can bring in by name.
//
// A tap counts at once here and is sent as the wanted end, together with everything the server has not confirmed
// yet (as on the ballot). What others offer comes by the stream as counts; how others answered only once it is shown.
import { element, filled, follow, reconcile, wordsOf } from "../live/live.js"

const RETRY_MS = 3000
const STEPS = [1, 2, 3, 4, 5]
const running = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { wishes: new Map(), operation: 0, state: {} }
    running.set(root, me)
    root.querySelector(".to-all input").onchange = (event) => want(root, me, "named", event.target.checked)
  }
  if (me.question !== data.question) {
    Object.assign(me, { question: data.question, answered: 0 })
    me.wishes.clear()
  }
  me.component = component
  receive(root, me, data)
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, ({ question, marks }) => {
      if (question === me.state.question && marks === me.state.marks) return
      me.state = { question, marks }
      draw(root, me)
    })
  }
  draw(root, me)
  return () => {
    me.stop()
    clearTimeout(me.retry)
    running.delete(root)
  }
}

// What the server keeps of mine. Wishes up to the confirmed operation are settled, kept or refused.
function receive(root, me, data) {
  const kept = Object.entries(data.steps).map(([id, step]) => [`step ${id}`, step])
  me.own = new Map([...kept, ...data.marks.map((mark) => [`mark ${mark}`, true]), ["named", data.named]])
  if (data.operation > me.answered) {
    me.answered = data.operation
    for (const [key, wish] of me.wishes) if (wish.operation <= data.operation) me.wishes.delete(key)
    me.refusal = data.refusal ?? ""
    me.isSaved = !me.refusal
  }
  if (me.wishes.size === 0) clearTimeout(me.retry)
}

const valueOf = (me, key) => (me.wishes.has(key) ? me.wishes.get(key).value : me.own.get(key))

function want(root, me, key, value) {
  me.operation = Math.max(me.operation, me.answered) + 1
  me.wishes.set(key, { value, operation: me.operation })
  me.refusal = ""
  draw(root, me)
  send(me)
}

function send(me) {
  const message = { question: me.question, operation: me.operation, steps: {}, marks: [], named: null }
  for (const [key, { value }] of me.wishes) {
    const [kind, id, contribution] = key.split(" ")
    if (kind === "step") message.steps[id] = value
    else if (kind === "mark") message.marks.push([Number(id), contribution, value])
    else message.named = value
  }
  if (me.wishes.size === 0) return
  me.component.setTriggerValue("wish", message)
  clearTimeout(me.retry)
  me.retry = setTimeout(() => send(me), RETRY_MS)
}

// The stream knows first that the facilitator has closed the question.
function statusOf(me) {
  const { question } = me.state
  return question?.id === me.question ? question.status : me.component.data.status
}

async function draw(root, me) {
  const { data } = me.component
  const words = await wordsOf(data.language)
  const status = statusOf(me)
  const put = (selector, text) => {
    const node = root.querySelector(selector)
    if (node.textContent !== text) node.textContent = text
    if (!node.classList.contains("for-ears")) node.hidden = !text
  }
  put(".note", me.refusal ?? "")
  put(".for-ears", me.isSaved && me.wishes.size === 0 ? words["question.saved"] : "")
  put("#stand", status === "shown" ? words["question.shown"] : words["question.how"])
  put(".promise", { open: words["question.promise"], closed: words["question.closed"] }[status] ?? "")
  put(".took-part", status === "shown" ? filled(words["question.took_part"], me.state.question ?? {}) : "")
  put("#bring", words["question.bring_in"])
  put(".by-name", words["question.by_name"])
  put(".to-all span", words["question.to_all"])
  root.querySelector(".to-all input").checked = Boolean(valueOf(me, "named"))
  drawAnswers(root, me, words, status)
  drawOffers(root, me, words)
}

function drawAnswers(root, me, words, status) {
  reconcile(root.querySelector(".answers"), me.component.data.ideas, {
    key: ([id]) => `${status === "shown"} ${id}`,
    make: ([id, title]) => (status === "shown" ? makeSpread(title) : makeSteps(root, me, words, id, title)),
    update: (node, [id]) => (status === "shown" ? drawSpread(node, me, words, id) : drawSteps(node, me, id, status)),
  })
}

function makeSteps(root, me, words, id, title) {
  const key = `step ${id}`
  const steps = STEPS.map((step) => {
    const input = element("input", { type: "radio", name: key, value: step })
    input.onchange = () => want(root, me, key, step)
    return element("label", { class: "step" }, input, element("span", { text: words[`question.step_${step}`] }))
  })
  const clear = element("button", {
    class: "clear",
    type: "button",
    text: words["question.clear"],
    "aria-label": filled(words["question.clear_of"], { title }),
    onclick: () => want(root, me, key, 0),
  })
  const label = filled(words["question.agree_with"], { title })
  const legend = element("legend", { class: "text", text: title, "aria-label": label })
  return element(
    "li",
    { class: "idea" },
    element("fieldset", {}, legend, element("div", { class: "steps" }, ...steps), clear),
  )
}

function drawSteps(node, me, id, status) {
  const step = valueOf(me, `step ${id}`) || 0
  node.querySelector("fieldset").disabled = status !== "open"
  for (const input of node.querySelectorAll("input")) input.checked = Number(input.value) === step
  node.querySelector(".clear").classList.toggle("idle", !step || status !== "open")
  node.classList.toggle("done", step > 0)
}

const makeSpread = (title) =>
  element(
    "li",
    { class: "idea" },
    element("h3", { class: "what text", text: title }),
    element("p", { class: "divided", hidden: true }),
    element("ul", { class: "spread" }),
    element("p", { class: "middle" }),
  )

function drawSpread(node, me, words, id) {
  const [steps, median, divided] = me.state.question?.spread?.[id] ?? []
  const mark = node.querySelector(".divided")
  mark.hidden = !divided
  mark.textContent = divided ? words["question.divided"] : ""
  node.querySelector(".middle").textContent = steps ? middle(words, median) : words["question.too_few"]
  const most = Math.max(1, ...(steps ?? []))
  node.querySelector(".spread").replaceChildren(
    ...(steps ?? []).map((count, place) => {
      const bar = element("div", { class: "bar", "aria-hidden": "true" })
      bar.style.width = `${(100 * count) / most}%`
      const label = element("span", { text: words[`question.step_${place + 1}`] })
      return element("li", {}, label, bar, element("span", { class: "number", text: String(count) }))
    }),
  )
}

function middle(words, median) {
  const [lower, upper] = [Math.floor(median), Math.ceil(median)].map((step) => words[`question.step_${step}`])
  if (lower === upper) return filled(words["question.middle"], { step: lower })
  return filled(words["question.middle_between"], { lower, upper })
}

function drawOffers(root, me, words) {
  const { ideas, contributions } = me.component.data
  reconcile(root.querySelector(".offers"), ideas, {
    key: ([id]) => id,
    make: ([id, title]) => makeOffers(root, me, words, contributions, id, title),
    update: (node, [id]) => {
      for (const button of node.querySelectorAll("button")) drawOffer(button, me, words, id)
    },
  })
}

function makeOffers(root, me, words, contributions, id, title) {
  const buttons = contributions.map((contribution) => {
    const key = `mark ${id} ${contribution}`
    const button = element(
      "button",
      { type: "button", onclick: () => want(root, me, key, !valueOf(me, key)) },
      element("span", { text: words[`question.${contribution}`] }),
      element("span", { class: "count" }),
    )
    button.dataset.contribution = contribution
    return button
  })
  const label = filled(words["question.can_of"], { title })
  return element(
    "li",
    { class: "idea" },
    element("h3", { class: "what text", text: title }),
    element("p", { class: "quiet", text: words["question.i_can"] }),
    element("div", { class: "parts", role: "group", "aria-label": label }, ...buttons),
  )
}

function drawOffer(button, me, words, id) {
  const { contribution } = button.dataset
  const count = me.state.marks?.[id]?.[contribution] ?? 0
  const badge = button.querySelector(".count")
  badge.textContent = String(count)
  badge.hidden = !count
  const what = words[`question.${contribution}`]
  button.setAttribute("aria-label", filled(words["question.offered"], { what, count }))
  button.setAttribute("aria-pressed", String(Boolean(valueOf(me, `mark ${id} ${contribution}`))))
}
