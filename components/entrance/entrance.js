// Turns a ticket into a cookie: a script cannot set one that other scripts may not read, the server can.
const done = new Set()

export default function (component) {
  const { ticket, go, drop } = component.data ?? {}
  const work = ticket ?? (drop ? "leave" : null)
  if (!work || done.has(work)) return
  done.add(work)
  const request = drop
    ? fetch("/leave", { method: "POST", credentials: "same-origin" })
    : fetch("/enter", { method: "POST", body: ticket, credentials: "same-origin" })
  request
    .catch(() => null)
    .then(() => {
      done.delete("leave")
      if (go) window.location.replace(go)
    })
}
