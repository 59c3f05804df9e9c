/**
 * Keyboard shortcuts: single letters, only while the cursor is in no field, and only where the person has not switched them
 * off (WCAG 2.1.4). No Ctrl and Alt: with them Latvian letters are typed.
 */

const PLACES: Readonly<Record<string, string>> = { u: '/tasks', l: '/cases', a: '/counter', r: '/registers' }
/** How long the second key may be waited for. */
const SECOND_KEY_MS = 1500

let goingSince = -Infinity

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isTyping(event.target)) return
  const going = performance.now() - goingSince < SECOND_KEY_MS
  goingSince = -Infinity
  const place = going ? PLACES[event.key] : undefined
  if (place !== undefined) return go(event, place)
  switch (event.key) {
    case 'g':
      goingSince = performance.now()
      return
    case '?':
      return go(event, '/help/shortcuts')
    case '/':
      return focus(event, 'input[type="search"]')
    case 'j':
      return step(event, 1)
    case 'k':
      return document.querySelector('[data-shortcut-list]') ? step(event, -1) : focus(event, '#comment')
    case 'p':
      return press(event, '#claim')
  }
})

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

function go(event: Event, address: string): void {
  event.preventDefault()
  location.assign(address)
}

function focus(event: Event, selector: string): void {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) return
  event.preventDefault()
  found.closest('details')?.setAttribute('open', '')
  found.focus()
}

function press(event: Event, selector: string): void {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) return
  event.preventDefault()
  found.click()
}

/** From task to task of a list. */
function step(event: Event, by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-shortcut-list] th[scope="row"] a')]
  if (links.length === 0) return
  event.preventDefault()
  const at = links.findIndex((link) => link === document.activeElement)
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
}
