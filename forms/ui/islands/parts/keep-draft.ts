/** After the last key, in milliseconds. */
const PAUSE_MS = 2000
/** Before a saving that failed is tried again. */
const RETRY_MS = 15_000

/**
 * Sends what stands in a form to the address of its draft (`data-draft-address`), a moment after the last change and when the
 * page is left, and says when it was saved. The browser asks before it leaves something typed that is saved nowhere.
 */
export function keepDraft(form: HTMLFormElement): void {
  const address = form.dataset['draftAddress']
  const status = form.querySelector<HTMLElement>('[data-draft-status]')
  /** Counts changes: a saving that was overtaken by a further change has not saved everything. */
  let changes = 0
  let saved = 0
  let sending = false
  let leaving = false
  let timer = 0

  const say = (text: string): void => {
    if (status !== null && status.textContent !== text) status.textContent = text
  }

  const save = async (): Promise<void> => {
    window.clearTimeout(timer)
    if (address === undefined || sending || leaving || saved === changes) return
    sending = true
    const state = changes
    try {
      const answer = await post(address, form)
      if (!answer.ok) throw new Error(`Expected the draft to be saved, but the answer was ${answer.status}.`)
      const { savedAt } = (await answer.json()) as { savedAt: string }
      saved = state
      say((status?.dataset['saved'] ?? '').replace('{time}', clock(savedAt)))
    } catch (error) {
      console.warn(error)
      say(status?.dataset['failed'] ?? '')
      timer = window.setTimeout(save, RETRY_MS)
    } finally {
      sending = false
    }
    if (saved === state && changes > state) timer = window.setTimeout(save, PAUSE_MS)
  }

  form.addEventListener('input', () => {
    changes += 1
    window.clearTimeout(timer)
    timer = window.setTimeout(save, PAUSE_MS)
  })
  form.addEventListener('focusout', () => void save())
  form.addEventListener('submit', () => {
    leaving = true
    window.clearTimeout(timer)
  })
  // Back from the next page: the form is there as it was.
  window.addEventListener('pageshow', () => {
    leaving = false
  })
  window.addEventListener('pagehide', () => {
    if (address !== undefined && !leaving && saved !== changes) void post(address, form).catch(() => undefined)
  })
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && saved !== changes) event.preventDefault()
  })
}

/** Without files, which are kept when the form is sent, and without what makes the form count once. */
function post(address: string, form: HTMLFormElement): Promise<Response> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && (name === '_token' || !name.startsWith('_'))) body.append(name, value)
  // `keepalive` lets the browser finish after the page is gone.
  return fetch(address, { method: 'POST', body, keepalive: true, headers: { Accept: 'application/json' } })
}

/** As the page writes times: `14.02` in Latvian, `14:02` in English. */
function clock(instant: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Riga' })
  const text = time.format(new Date(instant))
  return document.documentElement.lang === 'lv' ? text.replace(':', '.') : text
}
