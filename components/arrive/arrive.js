// Invisible. After a form has done its work, what follows begins here: eyes and keyboard go on from this place.
const seen = new WeakMap()

export default function (component) {
  const { parentElement: root, data } = component
  const host = root.host ?? root
  // The count starts at 0; whatever stands here when the page is opened is no arrival.
  if (data.count > (seen.get(host.ownerDocument) ?? 0)) {
    seen.set(host.ownerDocument, data.count)
    host.tabIndex = -1
    host.focus({ preventScroll: true })
    host.scrollIntoView({ block: "start" })
  }
}
