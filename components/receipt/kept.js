// What this device keeps of receipts: three words a round. In localStorage, so that they are still there when the
// server has forgotten whose ballot is whose, and on another day. Its name says neither round nor person to anybody
// who does not know both; what is older than three months goes.
const DAYS = 90
const PREFIX = "bw-receipt-"
// For browsers that keep nothing.
const memory = new Map()

export function keep(place, receipt) {
  memory.set(place, receipt)
  try {
    tidy()
    localStorage.setItem(PREFIX + place, JSON.stringify({ receipt, day: today() }))
  } catch {
    // Full or forbidden: then it lasts as long as the page.
  }
}

export function kept(place) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + place))?.receipt ?? memory.get(place) ?? ""
  } catch {
    return memory.get(place) ?? ""
  }
}

export function forget(place) {
  memory.delete(place)
  try {
    localStorage.removeItem(PREFIX + place)
  } catch {
    // It keeps nothing.
  }
}

export function forgetAll() {
  memory.clear()
  for (const name of names()) localStorage.removeItem(name)
}

function tidy() {
  for (const name of names()) {
    const day = JSON.parse(localStorage.getItem(name))?.day ?? 0
    if (today() - day > DAYS) localStorage.removeItem(name)
  }
}

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
const today = () => Math.floor(Date.now() / 86400000)
