// "Ihr Beleg: Apfel-Besen-Tulpe" with a button that copies it.
import { element } from "../live/live.js"

const COPIED_MS = 2500

// Puts it into the node; drawn anew only if the receipt is another one.
export function drawReceipt(node, receipt, words) {
  if (node.dataset.receipt === receipt && node.firstChild) return
  node.dataset.receipt = receipt
  const copy = element("button", { type: "button", class: "copy", text: words["receipt.copy"] })
  copy.onclick = async () => {
    copy.textContent = (await copied(receipt)) ? words["receipt.copied"] : words["receipt.copy_not"]
    setTimeout(() => (copy.textContent = words["receipt.copy"]), COPIED_MS)
  }
  node.replaceChildren(
    element("span", { class: "label", text: words["receipt.yours"] }),
    element("strong", { class: "three", text: receipt }),
    copy,
  )
}

// Browsers give the clipboard only to pages with TLS; a room's network may be without.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = element("textarea", { "aria-hidden": "true", class: "for-ears" })
    field.value = text
    document.body.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }
}

export const recountAddress = (data) => `/nachzaehlen?w=${encodeURIComponent(data.code)}#${data.place}`
