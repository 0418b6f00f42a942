// A table whose rows carry a bar: the numbers for everybody, the bars for the quick look.
import { element } from "../live/live.js"

export default function ({ parentElement: root, data }) {
  const { rows, words } = data
  const most = Math.max(1, ...rows.map(([, , total]) => total))
  root.querySelector("thead tr").replaceChildren(
    element("th", { scope: "col", text: words.rank }),
    element("th", { scope: "col", text: words.option }),
    element("th", { scope: "col", class: "dots", text: words.dots }),
  )
  root.querySelector("tbody").replaceChildren(
    ...rows.map(([rank, title, total, shared]) => {
      const bar = element("div", { class: "bar", "aria-hidden": "true" })
      bar.style.width = total ? `max(2px, ${(100 * total) / most}%)` : "0"
      return element(
        "tr",
        {},
        element(
          "td",
          { class: "rank", text: String(rank) },
          shared && element("span", { class: "shared", text: words.shared_rank }),
        ),
        element("td", {}, element("span", { class: "text", text: title }), bar),
        element("td", { class: "dots", text: String(total) }),
      )
    }),
  )
}
