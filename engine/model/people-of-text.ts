/** People and groups as one text names them. */
export interface NamedPeople {
  readonly users: readonly string[]
  readonly groups: readonly string[]
}

/**
 * Reads what a resource assignment says in Camunda's way: `user(anna), group(clerks)`. A name alone is a group.
 * Commas inside brackets and braces do not separate.
 */
export function peopleOfText(text: string): NamedPeople {
  const users: string[] = []
  const groups: string[] = []
  for (const item of splitOutside(text)) {
    const [, kind = 'group', inside = item] = /^(user|group)\s*\(([\s\S]*)\)$/i.exec(item) ?? []
    const names = kind.toLowerCase() === 'user' ? users : groups
    names.push(...splitOutside(inside))
  }
  return { users, groups }
}

/** Parts between commas that stand in no bracket or brace; blank ones are left out. */
function splitOutside(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at]
    if (letter === '(' || letter === '{') depth += 1
    else if (letter === ')' || letter === '}') depth -= 1
    else if (letter === undefined || (letter === ',' && depth <= 0)) {
      parts.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  return parts.filter((part) => part !== '')
}
