/** What of accessible-autocomplete our scripts use; the package brings no types. It works under our CSP. */
declare module 'accessible-autocomplete' {
  interface Options {
    /** Where it is put. */
    readonly element: Element
    readonly id: string
    readonly source: (query: string, populate: (found: readonly string[]) => void) => void
    readonly name?: string
    readonly defaultValue?: string
    readonly minLength?: number
    readonly confirmOnBlur?: boolean
    readonly onConfirm?: (chosen: string | undefined) => void
    readonly tNoResults?: () => string
    readonly tStatusQueryTooShort?: (minLength: number) => string
    readonly tStatusNoResults?: () => string
    readonly tStatusSelectedOption?: (selected: string, length: number, index: number) => string
    readonly tStatusResults?: (length: number, selected: string) => string
    readonly tAssistiveHint?: () => string
  }

  /** Takes the place of a `<select>`, whose chosen value the form still sends. */
  interface EnhanceOptions extends Partial<Omit<Options, 'element' | 'id'>> {
    readonly selectElement: HTMLSelectElement
  }

  const accessibleAutocomplete: {
    (options: Options): void
    enhanceSelectElement(options: EnhanceOptions): void
  }
  export default accessibleAutocomplete
}
