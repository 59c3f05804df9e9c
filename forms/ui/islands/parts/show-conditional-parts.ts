type Conditions = Readonly<Record<string, readonly unknown[]>>

/** One condition shows another: so many at most. */
const MAX_ROUNDS = 10

/** Shows the parts of a form that belong to what is chosen, hides the others and keeps what stands in them. */
export function showConditionalParts(form: HTMLFormElement, fields: HTMLElement): void {
  const parts = [...fields.querySelectorAll<HTMLElement>('[data-show-when]')]
  if (parts.length === 0) return
  const status = liveRegion(fields)

  const arrange = (): readonly HTMLElement[] => {
    const before = new Set(parts.filter((part) => !part.hidden))
    for (let round = 0, changed = true; changed && round < MAX_ROUNDS; round += 1) {
      changed = false
      for (const part of parts) {
        const hidden = !isMet(form, part)
        changed ||= part.hidden !== hidden
        part.hidden = hidden
      }
    }
    for (const section of fields.querySelectorAll<HTMLElement>('[data-section]'))
      section.hidden = [...section.children].every(
        (child) => child.tagName === 'H2' || (child instanceof HTMLElement && child.hidden),
      )
    return parts.filter((part) => !part.hidden && !before.has(part))
  }

  arrange()
  form.addEventListener('change', () => {
    const labels = arrange().map((part) => part.dataset['label'] ?? '')
    // They stand below the choice, where a reader who does not see them would not expect them.
    status.textContent =
      labels.length === 0 ? '' : (fields.dataset['shown'] ?? '').replace('{labels}', labels.join(', '))
  })
}

function isMet(form: HTMLFormElement, part: HTMLElement): boolean {
  const conditions = JSON.parse(part.dataset['showWhen'] ?? '{}') as Conditions
  return Object.entries(conditions).every(([name, wanted]) => {
    const values = chosenIn(form, name)
    return wanted.some((value) => values.includes(String(value)))
  })
}

/** What stands in the controls of a name; those in hidden parts say nothing. */
function chosenIn(form: HTMLFormElement, name: string): readonly string[] {
  return [...form.elements].flatMap((control) => {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) return []
    if (control.name !== name || control.closest('[data-show-when][hidden]') !== null) return []
    const isBox = control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')
    return isBox && !control.checked ? [] : [control.value]
  })
}

function liveRegion(fields: HTMLElement): HTMLElement {
  const region = document.createElement('div')
  region.className = 'govuk-visually-hidden'
  region.setAttribute('role', 'status')
  fields.append(region)
  return region
}
