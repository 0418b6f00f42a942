// A file is read here and its bytes go by the page's own connection; the server takes no uploads.
import { wordsOf } from "../live/live.js"

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component
  const input = root.querySelector("input")
  const note = root.querySelector("p")
  wordsOf(data.language).then((words) => {
    root.querySelector("label").textContent = words["paper_file.choose"]
    input.onchange = async () => {
      const file = input.files[0]
      if (!file) return
      if (file.size > data.most) {
        note.textContent = words["paper_file.too_large"]
        return
      }
      note.textContent = words["paper_file.reading"]
      setTriggerValue("file", { content: inLetters(new Uint8Array(await file.arrayBuffer())) })
      // The same file, corrected, may be chosen again.
      input.value = ""
      note.textContent = ""
    }
  })
  return () => {
    input.onchange = null
  }
}

function inLetters(bytes) {
  let text = ""
  for (let place = 0; place < bytes.length; place += 8192) {
    text += String.fromCharCode(...bytes.subarray(place, place + 8192))
  }
  return btoa(text)
}
