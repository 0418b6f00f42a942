// What this tab keeps of a person's ideas: what is typed, what is sent and not confirmed yet, and the keys of
// anonymous ideas. In sessionStorage, so it outlasts a reload and a restart of the server, but not the tab.

const blank = () => ({
  // The idea that is being written; its operation is drawn when it is begun and ends when it stands on the wall.
  form: { title: "", text: "", field: null, anonymous: false, operation: null },
  // Messages that wait for their answer, exactly as they are sent, the one under way first.
  waiting: [],
  // Of ideas that stand on the wall: what was touched and not saved.
  changes: {},
  // The key of each anonymous idea, known to nobody else (the server keeps only its hash).
  keys: {},
})
// For browsers that keep nothing.
const memory = new Map()

export function kept(name) {
  try {
    return { ...blank(), ...JSON.parse(sessionStorage.getItem(place(name)) ?? "{}") }
  } catch {
    return memory.get(name) ?? blank()
  }
}

export function keep(name, what) {
  memory.set(name, what)
  try {
    sessionStorage.setItem(place(name), JSON.stringify(what))
  } catch {
    // Full or forbidden: then it lasts as long as the page.
  }
}

const place = (name) => `bw-ideas-${name}`
