// Invisible. When Streamlit's line is back after a break, asks for the page: the server no longer knows this session.
const running = new WeakMap()
// A whole room comes back in the same instant.
const JITTER_MS = 1500
const LINE = "data-test-connection-state"

export default function (component) {
  const { parentElement: root } = component
  let me = running.get(root)
  if (!me) {
    me = { away: false }
    running.set(root, me)
    const app = document.querySelector(`[${LINE}]`)
    me.watching = new MutationObserver(() => look(me, app.getAttribute(LINE)))
    if (app) me.watching.observe(app, { attributes: true, attributeFilter: [LINE] })
  }
  me.component = component
  return () => {
    me.watching.disconnect()
    clearTimeout(me.asking)
    running.delete(root)
  }
}

function look(me, line) {
  if (line !== "CONNECTED") {
    me.away = true
    clearTimeout(me.asking)
  } else if (me.away) {
    me.away = false
    me.asking = setTimeout(() => me.component.setTriggerValue("back", Date.now()), Math.random() * JITTER_MS)
  }
}
