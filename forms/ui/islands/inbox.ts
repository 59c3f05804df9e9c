/** New work is announced above the list, politely; the list itself stays as it is until the reader asks. */

const shown = document.querySelector<HTMLElement>('[data-live="inbox"]')
if (shown) listen(shown)

function listen(place: HTMLElement): void {
  const address = place.dataset['address'] ?? '/tasks'
  const query = new URLSearchParams(address.split('?')[1] ?? '')
  query.set('since', place.dataset['since'] ?? '')
  const source = new EventSource(`/events?${query}`)
  source.addEventListener('new-tasks', (event) => {
    const { count } = JSON.parse(event.data) as { count: number }
    const text = count === 0 ? '' : textFor(place, count)
    place.replaceChildren()
    if (text === '') return
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = address
    link.textContent = text
    place.append(link)
  })
  addEventListener('pagehide', () => source.close())
}

function textFor(place: HTMLElement, count: number): string {
  const rule = new Intl.PluralRules(document.documentElement.lang).select(count)
  return (place.dataset[rule] ?? place.dataset['other'] ?? '').replace('%{count}', String(count))
}
