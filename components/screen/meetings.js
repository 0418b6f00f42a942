// Meeting rounds on the projector: which round, how long, how many. Names stand here only of those who agreed to it,
// because everybody reads them; everybody finds their table on their own device.
import { element } from "../live/live.js"

function row({ tables, names }, number, say) {
  const agreed = names[number] ?? []
  const others = tables[number] - agreed.length
  const who = [...agreed, ...(others > 0 ? [say("meetings_others", { count: others })] : [])].join("\u00a0· ")
  const table = say("meetings_table", { number })
  const parts = () => [element("strong", { text: table }), element("span", { class: "text", text: ` ${who}` })]
  return { id: `table ${number}`, is: "card", says: `${table} ${who}`, parts }
}

export function meetings({ meetings }, { say }) {
  const [number, rounds, status] = meetings.round ?? [0, 0, "before"]
  const big = (text) => element("p", { class: "big text", text })
  const line = (text) => element("p", { class: "text", text })
  const figure = (count, words) =>
    element("p", { class: "figure" }, element("strong", { text: String(count) }), element("span", { text: words }))
  const figures = (...found) => element("div", { class: "figures" }, ...found)
  const present = () => figures(figure(meetings.here ?? 0, say("meetings_here", { count: meetings.here ?? 0 })))
  const named = say(number > rounds ? "meetings_round_more" : "meetings_round", { number, rounds })
  const kind = say(meetings.size > 2 ? "meetings_more" : "meetings_two", meetings)

  if (status === "before") return { lead: [big(say("meetings_how")), line(kind), present()] }
  if (status === "soon") return { lead: [big(say("meetings_soon", { number })), line(say("meetings_how")), present()] }
  if (status === "ended") {
    if (number >= rounds) return { lead: [big(say("meetings_last"))] }
    return { lead: [big(say("meetings_over")), line(say("meetings_next")), present()] }
  }
  const tables = Object.keys(meetings.tables ?? {}).length
  const pause = meetings.pause ? [say("meetings_pause", { count: meetings.pause })] : []
  const shown = Object.keys(meetings.names ?? {}).map(Number).sort((a, b) => a - b)
  if (shown.length) {
    // The list needs the room.
    const seated = `${meetings.seated}/${tables} ${say("meetings_seated")}`
    return {
      lead: [
        element("p", { class: "rule text", text: `${named}: ${say("meetings_where")}` }),
        line([`${tables} ${say("meetings_tables", { count: tables })}`, seated, ...pause].join(" · ")),
      ],
      rows: shown.map((table) => row(meetings, table, say)),
      columns: 3,
      most: 24,
    }
  }
  return {
    lead: [
      element("p", { class: "rule text", text: named }),
      big(say("meetings_where")),
      figures(
        figure(tables, say("meetings_tables", { count: tables })),
        figure(`${meetings.seated}/${tables}`, say("meetings_seated")),
      ),
      ...pause.map(line),
    ],
  }
}
