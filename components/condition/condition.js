// What is wrong with the server, a line each, as the live stream's section "health" names it.
import { element, filled, follow, reconcile, wordsOf } from "../live/live.js"

const running = new WeakMap()
const KNOWN = ["database", "disk", "stream", "processes"]

export default function (component) {
  const { parentElement: root, data } = component
  let me = running.get(root)
  if (!me) {
    me = { state: null }
    running.set(root, me)
  }
  me.component = component
  if (me.token !== data.stream) {
    me.stop?.()
    me.token = data.stream
    me.stop = follow(me.token, (state) => show(root, me, state))
  } else if (me.state) {
    show(root, me, me.state)
  }
  return () => {
    me.stop()
    running.delete(root)
  }
}

async function show(root, me, state) {
  me.state = state
  const words = await wordsOf(me.component.data.language)
  const troubles = KNOWN.filter((name) => me.state.health?.[name])
  const section = root.querySelector("section")
  reconcile(root.querySelector("ul"), troubles, {
    key: (name) => name,
    make: () => element("li"),
    update: (line, name) => put(line, words[`condition.${name}`]),
  })
  put(root.querySelector("h2"), troubles.length ? words["condition.title"] : "")
  put(root.querySelector("p"), troubles.length ? filled(words["condition.more"], { command: "python manage.py doctor" }) : "")
  section.hidden = troubles.length === 0
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text
}
