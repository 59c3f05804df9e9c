/**
 * A field for a record of a large register finds while one types: a combobox as the ARIA Authoring Practices describe it (list
 * autocomplete with manual selection). What is chosen stands above it, as the page draws it without scripts.
 */
import { Listbox, type Found } from './parts/listbox.ts'

/** After the last key, in milliseconds. */
const PAUSE_MS = 250
const LEAST_LETTERS = 2

interface Texts {
  readonly none: string
  readonly failed: string
  readonly results: string
  readonly picked: string
  readonly notStated: string
}

for (const root of document.querySelectorAll<HTMLElement>('[data-reference]')) enhance(root)

function enhance(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[name$="/find"]')
  const chosen = root.querySelector<HTMLElement>('[data-chosen]')
  if (input === null || chosen === null) return
  const { reference: register = '', name = '', several, optional, texts: json = '{}' } = root.dataset
  const texts = JSON.parse(json) as Texts
  const status = document.createElement('div')
  status.className = 'govuk-visually-hidden'
  status.setAttribute('role', 'status')
  root.append(status)
  root.querySelector('button[name="_do"]')?.remove()
  root.querySelector(`input[name$="/found"]`)?.remove()

  const list = new Listbox(input, (found) => {
    input.value = ''
    choose(
      chosen,
      { name, several: several === 'true', notStated: optional === 'true' ? texts.notStated : null },
      found,
    )
    status.textContent = texts.picked.replace('{label}', found.label)
    // Conditional parts and the draft hear of it.
    for (const kind of ['input', 'change']) chosen.dispatchEvent(new Event(kind, { bubbles: true }))
  })

  let timer = 0
  let asked = 0
  input.addEventListener('input', () => {
    window.clearTimeout(timer)
    const words = input.value.trim()
    // An answer to what stood here before comes too late.
    asked += 1
    if (words.length < LEAST_LETTERS) {
      list.close()
      return
    }
    const mine = asked
    timer = window.setTimeout(async () => {
      const found = await lookUp(register, words)
      if (mine !== asked) return
      list.show(found ?? [])
      status.textContent =
        found === null
          ? texts.failed
          : found.length === 0
            ? texts.none
            : texts.results.replace('{count}', String(found.length))
    }, PAUSE_MS)
  })
}

/** @returns null where the server did not answer */
async function lookUp(register: string, words: string): Promise<readonly Found[] | null> {
  try {
    const answer = await fetch(`/lookup/${encodeURIComponent(register)}?q=${encodeURIComponent(words)}`, {
      headers: { Accept: 'application/json' },
    })
    return answer.ok ? ((await answer.json()) as { choices: readonly Found[] }).choices : null
  } catch {
    return null
  }
}

interface Choosing {
  readonly name: string
  readonly several: boolean
  /** What a radio button for none says; null where one is needed. */
  readonly notStated: string | null
}

/** Adds a record to those that are chosen; where there can be one only, in the place of the other. */
function choose(chosen: HTMLElement, { name, several, notStated }: Choosing, found: Found): void {
  const block = several ? 'govuk-checkboxes' : 'govuk-radios'
  let group = chosen.querySelector<HTMLElement>(`.${block}`)
  if (group === null) {
    group = document.createElement('div')
    group.className = block
    chosen.append(group)
  }
  const known = [...group.querySelectorAll('input')].find((box) => box.value === found.id)
  if (several && known !== undefined) {
    known.checked = true
    return
  }
  if (!several) group.replaceChildren()
  group.append(item(block, name, several, found.id, found.label, true))
  if (!several && notStated !== null) group.append(item(block, name, several, '', notStated, false))
}

function item(
  block: string,
  name: string,
  several: boolean,
  value: string,
  text: string,
  checked: boolean,
): HTMLElement {
  const box = document.createElement('input')
  box.className = `${block}__input`
  box.type = several ? 'checkbox' : 'radio'
  box.id = `f-${crypto.randomUUID()}`
  box.name = name
  box.value = value
  box.checked = checked
  const label = document.createElement('label')
  label.className = `govuk-label ${block}__label`
  label.htmlFor = box.id
  label.textContent = text
  const whole = document.createElement('div')
  whole.className = `${block}__item`
  whole.append(box, label)
  return whole
}
