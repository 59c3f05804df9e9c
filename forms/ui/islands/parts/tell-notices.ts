import { countedText } from './listen-live.ts'

/** Keeps the number of unread notices in the person's menu true; more of them than before is said, politely. */
export function tellNotices(count: number): void {
  const number = document.querySelector<HTMLElement>('[data-notices-number]')
  const shown = document.querySelector<HTMLElement>('[data-notices-count]')
  const said = document.querySelector<HTMLElement>('[data-notices-said]')
  if (!number || !shown || !said) return
  const before = Number(shown.textContent)
  shown.textContent = String(count)
  number.hidden = count === 0
  if (count > before) said.textContent = countedText(said, count)
}
