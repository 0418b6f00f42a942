// Checks whether this browser and this network can carry a meeting. All words stand in the page already.

const PATIENCE_MS = 10000
const SLOW_MS = 400
const UNUSABLE_MS = 5000
const SLOW_KBITS = 500
const UNUSABLE_KBITS = 40
const PROBE_BYTES = 100000
// The probe's second event is sent this much later; if both come at once, something holds events back.
const APART_MS = 2000

const result = document.getElementById("result")
const again = document.getElementById("again")
const copy = document.getElementById("copy")
const rank = { fine: 0, note: 1, wrong: 2 }

const checks = {
  script: async () => ["fine"],
  cookies: async () => {
    await fetch("/technik/cookie", { cache: "no-store" })
    const answer = await fetch("/technik/cookie", { cache: "no-store" })
    return [(await answer.json()).kept ? "fine" : "wrong"]
  },
  socket: () =>
    new Promise((done) => {
      const address = `${location.origin.replace(/^http/, "ws")}/_stcore/stream`
      const socket = new WebSocket(address, ["streamlit"])
      socket.onopen = () => done(["fine"]) ?? socket.close()
      socket.onerror = socket.onclose = () => done(["wrong"])
      setTimeout(() => done(["wrong"]) ?? socket.close(), PATIENCE_MS)
    }),
  stream: () =>
    new Promise((done) => {
      const arrived = []
      const source = new EventSource("/technik/stream")
      const end = (state) => done([state]) ?? source.close()
      source.onmessage = () => {
        arrived.push(performance.now())
        if (arrived.length === 2) end(arrived[1] - arrived[0] > APART_MS / 4 ? "fine" : "note")
      }
      source.onerror = () => end("wrong")
      setTimeout(() => end("wrong"), PATIENCE_MS)
    }),
  delay: async () => {
    const times = []
    for (let turn = 0; turn < 5; turn += 1) times.push(await took("/technik/probe/0"))
    const middle = Math.round(times.sort((a, b) => a - b)[2])
    return [middle > UNUSABLE_MS ? "wrong" : middle > SLOW_MS ? "note" : "fine", middle]
  },
  speed: async () => {
    const waiting = await took("/technik/probe/0")
    const whole = await took(`/technik/probe/${PROBE_BYTES}`)
    const kbits = Math.round((PROBE_BYTES * 8) / Math.max(whole - waiting, 1))
    return [kbits < UNUSABLE_KBITS ? "wrong" : kbits < SLOW_KBITS ? "note" : "fine", kbits]
  },
}

async function took(address) {
  const began = performance.now()
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(3 * PATIENCE_MS) })
  if (!answer.ok) throw new Error(answer.status)
  await answer.arrayBuffer()
  return performance.now() - began
}

// One after the other, so that none disturbs the next one's measure.
async function checkAll() {
  if (again.getAttribute("aria-disabled") === "true") return
  again.setAttribute("aria-disabled", "true")
  result.textContent = result.dataset.running
  for (const name of Object.keys(checks)) show(name, "open")
  let worst = "fine"
  for (const [name, check] of Object.entries(checks)) {
    const [state, value] = await check().catch(() => ["wrong"])
    show(name, state, value)
    if (rank[state] > rank[worst]) worst = state
  }
  result.textContent = result.dataset[worst]
  again.setAttribute("aria-disabled", "false")
}

function show(name, state, value) {
  const item = document.querySelector(`[data-check="${name}"]`)
  item.dataset.state = state
  const words = item.querySelector(".state")
  words.textContent = words.dataset[state]
  for (const advice of item.querySelectorAll(".advice")) advice.hidden = advice.dataset.of !== state
  const measured = item.querySelector(".value")
  if (!measured) return
  measured.hidden = value === undefined
  measured.textContent = measured.dataset.text.replace("{value}", value?.toLocaleString(document.documentElement.lang))
}

async function copyLetter() {
  const said = document.getElementById("copied")
  const text = [...document.querySelectorAll("#letter p")].map((line) => line.textContent).join("\n")
  try {
    await navigator.clipboard.writeText(text)
    said.textContent = copy.dataset.copied
  } catch {
    said.textContent = copy.dataset.uncopied
  }
}

again.hidden = copy.hidden = false
again.onclick = checkAll
copy.onclick = copyLetter
checkAll()
