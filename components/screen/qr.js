// The QR code as SVG. Always black on white, in the dark theme too: scanners want it so.
const SVG = "http://www.w3.org/2000/svg"

export function drawQr([size, path], label) {
  const code = document.createElementNS(SVG, "svg")
  code.setAttribute("viewBox", `0 0 ${size} ${size}`)
  code.setAttribute("shape-rendering", "crispEdges")
  code.setAttribute("role", "img")
  code.setAttribute("aria-label", label)
  code.classList.add("qr")
  const squares = document.createElementNS(SVG, "path")
  squares.setAttribute("d", path)
  code.append(squares)
  return code
}
