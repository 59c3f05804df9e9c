/** New work is announced above the list, politely; the list itself stays as it is until the reader asks. */
import { countedText, listenLive } from './parts/listen-live.ts'
import { tellNotices } from './parts/tell-notices.ts'

const shown = document.querySelector<HTMLElement>('[data-live="inbox"]')
if (shown) listen(shown)

function listen(place: HTMLElement): void {
  const address = place.dataset['address'] ?? '/tasks'
  const query = new URLSearchParams(address.split('?')[1] ?? '')
  query.set('since', place.dataset['since'] ?? '')
  const tellTasks = (count: number): void => {
    const text = count === 0 ? '' : countedText(place, count)
    place.replaceChildren()
    if (text === '') return
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = address
    link.textContent = text
    place.append(link)
  }
  listenLive(`/events?${query}`, { 'new-tasks': tellTasks, notices: tellNotices })
}
