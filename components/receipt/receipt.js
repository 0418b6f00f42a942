// The receipt when there is no ballot any more: while the round is closed the server still knows it, afterwards only
// this device does.
import { wordsOf } from "../live/live.js"
import { forget, keep, kept } from "./kept.js"
import { drawReceipt, recountAddress } from "./line.js"

export default function (component) {
  draw(component.parentElement, component.data)
}

async function draw(root, data) {
  const receipt = data.shown ? kept(data.place) : data.receipt
  if (!data.shown) receipt ? keep(data.place, receipt) : forget(data.place)
  const words = await wordsOf(data.language)
  const node = root.querySelector(".receipt")
  node.hidden = !receipt
  if (receipt) drawReceipt(node, receipt, words)
  const how = data.shown ? words["receipt.only_here"] : words["receipt.write_down"]
  root.querySelector(".how").textContent = receipt ? how : ""
  const link = root.querySelector("a")
  link.hidden = !data.shown
  link.href = recountAddress(data)
  link.textContent = receipt ? words["receipt.recount_mine"] : words["receipt.recount"]
}
