/**
 * Listens to the server while the page is seen. A browser has few connections to one server, and pages that nobody looks at
 * must not hold them all.
 */
export function listenLive(address: string, heard: Readonly<Record<string, (count: number) => void>>): void {
  let source: EventSource | null = null
  const close = (): void => {
    source?.close()
    source = null
  }
  const open = (): void => {
    if (source !== null || document.visibilityState === 'hidden') return
    source = new EventSource(address)
    for (const [name, hear] of Object.entries(heard))
      source.addEventListener(name, (event) => hear((JSON.parse(event.data) as { count: number }).count))
  }
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? close() : open()))
  addEventListener('pagehide', close)
  addEventListener('pageshow', open)
  open()
}

/** @returns the text of the place for a number, by the plural rules of the page's language */
export function countedText({ dataset }: HTMLElement, count: number): string {
  const rule = new Intl.PluralRules(document.documentElement.lang).select(count)
  return (dataset[rule] ?? dataset['other'] ?? '').replace('%{count}', String(count))
}
