// Turns a ticket into a cookie: a script cannot set one that other scripts may not read, the server can.
import { forgetAll } from "../receipt/kept.js"

const done = new Set()

// Whoever is in needs their form no more; the next person at this device gets another (components/join).
function forgetForms(response) {
  if (!response.ok) return
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("bw-join-")) sessionStorage.removeItem(name)
  } catch {
    // It keeps nothing.
  }
}

// Whoever is deleted or leaves has nothing left on this device either: what was being typed goes too.
function forgetEverything() {
  try {
    sessionStorage.clear()
    forgetAll()
  } catch {
    // It keeps nothing.
  }
}

export default function (component) {
  const { ticket, go, drop } = component.data ?? {}
  const work = ticket ?? (drop ? "leave" : null)
  if (!work || done.has(work)) return
  done.add(work)
  const request = drop
    ? fetch("/leave", { method: "POST", body: drop === true ? "" : drop, credentials: "same-origin" }).then(forgetEverything)
    : fetch("/enter", { method: "POST", body: ticket, credentials: "same-origin" }).then(forgetForms)
  request
    .catch(() => null)
    .then(() => {
      done.delete("leave")
      if (go) window.location.replace(go)
    })
}
