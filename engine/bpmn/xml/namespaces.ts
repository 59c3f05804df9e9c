/** Which prefix means which namespace at the current place of a document. */
export class Namespaces {
  readonly #meanings = new Map<string, string>([['xml', 'http://www.w3.org/XML/1998/namespace']])
  /** One list per open element: what its declarations replaced. */
  readonly #replaced: (readonly [string, string | undefined])[][] = []

  /** @param attributes of the element that opens, by name */
  enter(attributes: ReadonlyMap<string, string>): void {
    const replaced: (readonly [string, string | undefined])[] = []
    for (const [name, value] of attributes) {
      const prefix = declaredPrefix(name)
      if (prefix === null) continue
      replaced.push([prefix, this.#meanings.get(prefix)])
      this.#meanings.set(prefix, value)
    }
    this.#replaced.push(replaced)
  }

  leave(): void {
    for (const [prefix, before] of this.#replaced.pop() ?? []) {
      if (before === undefined) this.#meanings.delete(prefix)
      else this.#meanings.set(prefix, before)
    }
  }

  /** Namespace of an element name; undefined when its prefix is not declared. */
  of(name: string): string | undefined {
    return this.#meanings.get(prefixOf(name))
  }
}

/** The prefix of a qualified name, '' without one. */
export function prefixOf(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? '' : name.slice(0, colon)
}

/** The prefix that an `xmlns` attribute declares, '' for the default namespace; null for any other attribute. */
export function declaredPrefix(attribute: string): string | null {
  if (attribute === 'xmlns') return ''
  return attribute.startsWith('xmlns:') ? attribute.slice(6) : null
}
