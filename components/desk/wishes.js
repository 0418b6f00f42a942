// What the facilitator wants and the server has not confirmed yet.
//
// A task names a wanted end ("these ideas are in this topic group"), so that it may be sent twice. Everything
// unconfirmed goes out with each message; what is confirmed stays on the picture until the stream shows it.

import { patience } from "../live/live.js"

const RETRY_MS = 3000
const SETTLING_MS = 2000

// `send` takes the list of tasks; `redraw` is called when the picture changes by itself.
export function wishes(send, redraw) {
  const pending = new Map()
  const settling = new Set()
  let operation = 0
  let answered = 0
  let retry

  function push(tries = 0) {
    clearTimeout(retry)
    if (pending.size === 0) return
    send([...pending.values()])
    retry = setTimeout(() => push(tries + 1), patience(RETRY_MS, tries))
  }

  return {
    // Sends the tasks; returns the number of the last one.
    want(...tasks) {
      for (const task of tasks) {
        operation = Math.max(operation, answered) + 1
        pending.set(operation, { ...task, operation })
      }
      push()
      return operation
    },
    // What the server says: done up to `last`, some of it refused. Returns the sentence of the newest refusal.
    settle(last, refusals) {
      if (last <= answered) return null
      answered = last
      let refusal = null
      for (const [number, task] of pending) {
        if (number > last) continue
        pending.delete(number)
        if (refusals[number]) refusal = refusals[number]
        else {
          settling.add(task)
          setTimeout(() => settling.delete(task) && redraw(), SETTLING_MS)
        }
      }
      if (pending.size === 0) clearTimeout(retry)
      return { refusal, done: last }
    },
    open: () => [...settling, ...pending.values()],
    waiting: () => pending.size > 0,
    stop: () => clearTimeout(retry),
  }
}

// The ideas and topic groups as they will be once all open tasks are done.
export function picture(state, tasks) {
  const ideas = new Map(Object.entries(state.desk ?? {}).map(([id, idea]) => [Number(id), { id: Number(id), ...idea }]))
  const clusters = new Map(
    Object.entries(state.clusters ?? {}).map(([id, [position, title]]) => [Number(id), { id: Number(id), position, title }]),
  )
  for (const task of tasks) APPLY[task.verb](task, ideas, clusters)
  return { ideas, clusters: [...clusters.values()].sort((a, b) => a.position - b.position || a.id - b.id) }
}

const each = (task, ideas, change) => task.ideas.forEach((id) => ideas.has(id) && change(ideas.get(id)))

const APPLY = {
  hide: (task, ideas) => each(task, ideas, (idea) => (idea.hidden = task.hidden)),
  gather: (task, ideas, clusters) => {
    const cluster = task.heading === undefined ? task.cluster : named(clusters, task.heading)
    each(task, ideas, (idea) => (idea.cluster = cluster))
  },
  merge: (task, ideas) => {
    each(task, ideas, (idea) => (idea.into = task.into))
    for (const idea of ideas.values()) if (task.ideas.includes(idea.into)) idea.into = task.into
  },
  part: (task, ideas) => each(task, ideas, (idea) => (idea.into = null)),
  rename: (task, _ideas, clusters) => clusters.has(task.cluster) && (clusters.get(task.cluster).title = task.heading),
  remove: (task, ideas, clusters) => {
    clusters.delete(task.cluster)
    for (const idea of ideas.values()) if (idea.cluster === task.cluster) idea.cluster = null
  },
}

// A new heading has no number yet; until it has, its title stands for it.
function named(clusters, heading) {
  const title = heading.trim().replace(/\s+/g, " ")
  for (const cluster of clusters.values()) if (cluster.title === title) return cluster.id
  if (!title) return null
  clusters.set(title, { id: title, position: Infinity, title })
  return title
}

// What takes a task back, given the picture before it.
export function reversed(task, { ideas, clusters }) {
  const among = task.ideas?.filter((id) => ideas.has(id)) ?? []
  const members = (id) => [...ideas.values()].filter((idea) => idea.cluster === id).map((idea) => idea.id)
  switch (task.verb) {
    case "hide":
      return [{ verb: "hide", ideas: among, hidden: !task.hidden }]
    case "gather":
      return byValue(among, (id) => ideas.get(id).cluster).map(([cluster, some]) => ({ verb: "gather", ideas: some, cluster }))
    case "merge": {
      // What had been merged into them before goes back to them.
      const children = [...ideas.values()].filter((idea) => among.includes(idea.into)).map((idea) => idea.id)
      const back = byValue(children, (id) => ideas.get(id).into).map(([into, some]) => ({ verb: "merge", ideas: some, into }))
      return [{ verb: "part", ideas: [...among, ...children] }, ...back]
    }
    case "part":
      return byValue(among, (id) => ideas.get(id).into).map(([into, some]) => ({ verb: "merge", ideas: some, into }))
    case "rename":
      return [{ ...task, heading: clusters.find((cluster) => cluster.id === task.cluster).title }]
    case "remove":
      return [
        { verb: "gather", ideas: members(task.cluster), heading: clusters.find((it) => it.id === task.cluster).title },
      ]
  }
}

function byValue(ids, valueOf) {
  const found = new Map()
  for (const id of ids) found.set(valueOf(id), [...(found.get(valueOf(id)) ?? []), id])
  return [...found]
}
