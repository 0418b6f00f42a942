// One live stream a page, shared by all components on it. The server sends the whole state once, then
// differences: section → key → value, null takes a key away (the same rule as domain/live.py).

const channels = (window.bwChannels ??= new Map())
const RETRY_MS = 2000

// Calls onState(state, connected) now (if something is known) and after every change. Returns how to stop.
export function follow(token, onState) {
  let channel = channels.get(token)
  if (!channel) {
    channel = { token, state: null, connected: false, listeners: new Set() }
    channels.set(token, channel)
    open(channel)
  }
  channel.listeners.add(onState)
  if (channel.state) onState(channel.state, channel.connected)
  return () => {
    channel.listeners.delete(onState)
    // Another component may take over in the same breath, so look again a little later.
    setTimeout(() => {
      if (channel.listeners.size > 0 || channels.get(token) !== channel) return
      channels.delete(token)
      clearTimeout(channel.retry)
      channel.source.close()
    }, 1000)
  }
}

function open(channel) {
  const source = (channel.source = new EventSource(`/live/${channel.token}`))
  source.addEventListener("state", (event) => {
    channel.state = JSON.parse(event.data)
    tell(channel, true)
  })
  source.addEventListener("change", (event) => {
    channel.state = applied(channel.state ?? {}, JSON.parse(event.data))
    tell(channel, true)
  })
  // This person has opened too many pages. This one goes on when somebody looks at it again.
  source.addEventListener("elsewhere", () => {
    source.close()
    tell(channel, false)
    resume(channel)
  })
  source.onopen = () => tell(channel, true)
  source.onerror = () => {
    tell(channel, false)
    // A browser does not come back by itself after a refusal or a proxy's error page.
    if (source.readyState === EventSource.CLOSED && channels.get(channel.token) === channel) {
      channel.retry = setTimeout(() => open(channel), RETRY_MS + Math.random() * RETRY_MS)
    }
  }
}

function resume(channel) {
  const looked = () => {
    if (document.visibilityState !== "visible") return
    window.removeEventListener("focus", looked)
    document.removeEventListener("visibilitychange", looked)
    if (channels.get(channel.token) === channel) open(channel)
  }
  window.addEventListener("focus", looked)
  document.addEventListener("visibilitychange", looked)
}

function tell(channel, connected) {
  channel.connected = connected
  if (!channel.state) return
  for (const listener of channel.listeners) listener(channel.state, connected)
}

export function applied(state, change) {
  const result = { ...state }
  for (const [name, section] of Object.entries(change)) {
    const target = { ...(result[name] ?? {}) }
    for (const [key, value] of Object.entries(section)) {
      if (value === null) delete target[key]
      else target[key] = value
    }
    result[name] = target
  }
  return result
}

// The words of a language, fetched once. The page says which language it speaks (WCAG 3.1.1).
const dictionaries = new Map()
export function wordsOf(language) {
  document.documentElement.lang = language
  if (!dictionaries.has(language)) {
    const address = new URL(`../words.${language}.js`, import.meta.url)
    dictionaries.set(language, import(address.href).then((module) => module.default))
  }
  return dictionaries.get(language)
}

// "{count} {count:Idee|Ideen} an der Wand" with its values; as texts/__init__.py does it.
export function filled(text, values) {
  return text.replace(/\{(\w+)(?::([^|{}]*)\|([^|{}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in values)) return whole
    if (many === undefined) return String(values[name])
    return Number(values[name]) === 1 ? one : many
  })
}

// 128 bits of chance that nobody can guess. Not crypto.randomUUID: a room's network may be without TLS.
export function drawn() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

// How long to wait for an answer before the same is sent again, after so many tries: longer each time, up to three
// times as long, and not everybody at the same moment. A server with much to do must not get more of it.
export function patience(ms, tries) {
  return ms * Math.min(2 ** tries, 3) * (0.8 + 0.4 * Math.random())
}

// A new element; text only ever becomes textContent.
export function element(tag, options = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue
    if (name === "text") node.textContent = value
    else if (name === "onclick") node.onclick = value
    else if (name === "class") node.className = value
    else node.setAttribute(name, value === true ? "" : value)
  }
  node.append(...children.filter(Boolean))
  return node
}

// Keeps one child per id in this order, changing only what differs, so that focus and scrolling stay.
export function reconcile(parent, items, { key, make, update }) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]))
  let place = parent.firstElementChild
  for (const item of items) {
    const id = String(key(item))
    let node = old.get(id)
    old.delete(id)
    if (!node) {
      node = make(item)
      node.dataset.key = id
    }
    update(node, item)
    if (node === place) place = place.nextElementSibling
    else parent.insertBefore(node, place)
  }
  for (const node of old.values()) node.remove()
}

// "12:05" until a point in time, "+2:10" after it. Empty without one.
export function clock(endsAt, now = Date.now()) {
  if (!endsAt) return ""
  const seconds = Math.round((Date.parse(endsAt) - now) / 1000)
  const rest = Math.abs(seconds)
  const minutes = Math.floor(rest / 60)
  return `${seconds < 0 ? "+" : ""}${minutes}:${String(rest % 60).padStart(2, "0")}`
}
