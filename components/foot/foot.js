// Help, the legal pages and the other language. And when Streamlit's line is back after a break, it asks for the
// page: the server no longer knows this session.
import { element, wordsOf } from "../live/live.js"

const running = new WeakMap()
const TOPICS = ["hilfe", "datenschutz", "impressum", "barrierefreiheit"]
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
  draw(root, me)
  return () => {
    me.watching.disconnect()
    clearTimeout(me.asking)
    running.delete(root)
  }
}

async function draw(root, me) {
  const { language } = me.component.data
  if (me.language === language) return
  me.language = language
  const words = await wordsOf(language)
  // Streamlit's own, for the keyboard; it says it in English only.
  const skip = document.querySelector("[data-testid=stSkipToContent]")
  if (skip) skip.textContent = words["foot.skip"]
  const nav = root.querySelector("nav")
  nav.setAttribute("aria-label", words["foot.label"])
  nav.replaceChildren(
    ...TOPICS.map((topic) =>
      // In a tab of its own, so that nobody loses what they are in the middle of.
      element("a", {
        href: `/info?seite=${topic}&lang=${language}`,
        target: "_blank",
        rel: "noopener",
        text: words[`foot.${topic}`],
      }),
    ),
    element("button", {
      type: "button",
      lang: language === "de" ? "en" : "de",
      text: words["foot.other_language"],
      onclick: () => {
        // The next page and the next visit speak it too. Until the browser is closed; listed in the privacy notice.
        document.cookie = `bw_language=${language === "de" ? "en" : "de"}; Path=/; SameSite=Lax`
        me.component.setTriggerValue("language", Date.now())
      },
    }),
  )
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
