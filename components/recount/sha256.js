// SHA-256 (FIPS 180-4). Browsers give theirs only to pages with TLS; a room's network may be without.
const K = new Uint32Array(64)
const START = new Uint32Array(8)
// The fractional parts of roots of the first primes.
for (let found = 0, number = 2; found < 64; number++) {
  if (Array.from({ length: number - 2 }, (_, i) => i + 2).some((divisor) => number % divisor === 0)) continue
  if (found < 8) START[found] = fraction(Math.sqrt(number))
  K[found++] = fraction(Math.cbrt(number))
}

export function sha256(text) {
  const state = START.slice()
  const blocks = padded(new TextEncoder().encode(text))
  for (let at = 0; at < blocks.byteLength; at += 64) round(state, blocks, at)
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("")
}

function padded(bytes) {
  const length = Math.ceil((bytes.length + 9) / 64) * 64
  const view = new DataView(new ArrayBuffer(length))
  new Uint8Array(view.buffer).set(bytes)
  view.setUint8(bytes.length, 0x80)
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(length - 4, (bytes.length * 8) >>> 0)
  return view
}

function round(state, blocks, at) {
  const w = new Uint32Array(64)
  for (let i = 0; i < 16; i++) w[i] = blocks.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const low = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3)
    const high = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10)
    w[i] = w[i - 16] + low + w[i - 7] + high
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word))
}

function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits))
}

function fraction(number) {
  return ((number - Math.floor(number)) * 2 ** 32) >>> 0
}
