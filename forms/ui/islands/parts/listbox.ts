/** A record that was found. */
export interface Found {
  readonly id: string
  readonly label: string
  readonly note?: string
}

/** The list below a combobox: shown, walked through by arrow keys, picked from. The focus stays in the text. */
export class Listbox {
  readonly #input: HTMLInputElement
  readonly #pick: (found: Found) => void
  readonly #list = document.createElement('ul')
  #found: readonly Found[] = []
  /** Place of the option that the arrow keys stand on; -1: on none. */
  #active = -1

  constructor(input: HTMLInputElement, pick: (found: Found) => void) {
    this.#input = input
    this.#pick = pick
    this.#list.className = 'ritums-listbox'
    this.#list.id = `${input.id}-list`
    this.#list.hidden = true
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '')
    input.after(this.#list)
    input.setAttribute('role', 'combobox')
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-controls', this.#list.id)
    input.setAttribute('aria-expanded', 'false')
    input.addEventListener('keydown', (event) => this.#onKey(event))
    input.addEventListener('blur', () => this.close())
  }

  show(found: readonly Found[]): void {
    this.#found = found
    this.#list.replaceChildren(...found.map((one, place) => this.#option(one, place)))
    this.#list.hidden = found.length === 0
    this.#input.setAttribute('aria-expanded', String(found.length > 0))
    this.#moveTo(-1)
  }

  close(): void {
    this.show([])
  }

  #option({ label, note }: Found, place: number): HTMLElement {
    const option = document.createElement('li')
    option.id = `${this.#list.id}-${place}`
    option.className = 'ritums-listbox__option'
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    option.textContent = note === undefined ? label : `${label} (${note})`
    // Before the text loses the focus, which would close the list.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault()
      this.#choose(place)
    })
    return option
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#found.length - 1
    const open = last >= 0
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.#active >= last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
    }
    const place = moves[event.key]
    if (open && place !== undefined) this.#moveTo(place)
    else if (open && event.key === 'Escape') this.close()
    else if (event.key === 'Enter' && (open || this.#input.value.trim() !== '')) {
      // Who presses Enter here means the list, not the whole form.
      if (this.#active >= 0) this.#choose(this.#active)
    } else return
    event.preventDefault()
  }

  #choose(place: number): void {
    const found = this.#found[place]
    this.close()
    if (found !== undefined) this.#pick(found)
  }

  #moveTo(place: number): void {
    this.#active = place
    for (const [index, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(index === place))
      if (index === place) option.scrollIntoView({ block: 'nearest' })
    }
    if (place < 0) this.#input.removeAttribute('aria-activedescendant')
    else this.#input.setAttribute('aria-activedescendant', `${this.#list.id}-${place}`)
  }
}
