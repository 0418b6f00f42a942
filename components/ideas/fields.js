// What the form of a new idea and the forms of one's own ideas have in common.
import { element } from "../live/live.js"

export const NAMES = ["title", "text", "field"]

export const typedIn = (control) => (control.name === "field" ? Number(control.value) || null : control.value)

// Only what differs, so that the place of the cursor stays.
export function fill(control, value) {
  const wanted = String(value ?? "")
  if (control.value !== wanted) control.value = wanted
}

// The fields of action to choose from; one that is gone is no choice any more.
export function offer(select, fields, words, chosen) {
  const options = [["", words["ideas.field_choose"]], ...fields]
  const now = [...select.options].map((option) => [option.value, option.text])
  if (JSON.stringify(now) !== JSON.stringify(options.map(([value, text]) => [String(value), text]))) {
    select.replaceChildren(...options.map(([value, text]) => element("option", { value: String(value), text })))
  }
  fill(select, fields.some(([id]) => id === chosen) ? chosen : "")
}

// What stands in the way, next to the field it is about.
export function complain(box, problem) {
  const node = box.querySelector(".problem")
  const sentence = problem?.sentence ?? ""
  // Below the field, so that both are in sight while it is set right.
  if (problem?.about) box.querySelector(`[name=${problem.about}]`).after(node)
  if (node.textContent !== sentence) node.textContent = sentence
  node.hidden = !sentence
  for (const name of NAMES) {
    box.querySelector(`[name=${name}]`).setAttribute("aria-invalid", String(problem?.about === name))
  }
}
