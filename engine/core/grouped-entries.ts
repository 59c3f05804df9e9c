/**
 * Entries of a draft by what they belong to (tokens by scope, scopes by the scope around them, triggers by token). A few
 * entries are looked through, as ever; once a run has looked at many, they are kept sorted for the rest of it, so that
 * a thousand runs of a multi-instance cost a thousand look-ups and not a million.
 */

/** So many entries looked at in one run are worth an index. */
const WORTH_AN_INDEX = 256

/** Finds the entries of one owner, in the order in which they came. */
export class GroupedEntries<Entry extends { readonly id: string }> {
  private readonly entries: Readonly<Record<string, Entry>>
  private readonly ownerOf: (entry: Entry) => string | null
  private groups: Map<string | null, Set<string>> | null = null
  private looked = 0

  /** @param entries the draft's own record, which changes; tell `changed` of each change */
  constructor(entries: Readonly<Record<string, Entry>>, ownerOf: (entry: Entry) => string | null) {
    this.entries = entries
    this.ownerOf = ownerOf
  }

  of(owner: string): Entry[] {
    if (this.groups === null && this.looked < WORTH_AN_INDEX) return this.lookThrough(owner)
    const ids = (this.groups ??= this.group()).get(owner)
    if (ids === undefined) return []
    return Array.from(ids).flatMap((id) => this.entries[id] ?? [])
  }

  /** An entry was put, replaced or removed. */
  changed(before: Entry | undefined, after: Entry | undefined): void {
    if (this.groups === null) return
    const from = before === undefined ? undefined : this.ownerOf(before)
    const to = after === undefined ? undefined : this.ownerOf(after)
    if (from === to) return
    if (before !== undefined && from !== undefined) this.groups.get(from)?.delete(before.id)
    if (after !== undefined && to !== undefined) groupFor(this.groups, to).add(after.id)
  }

  private lookThrough(owner: string): Entry[] {
    const all = Object.values(this.entries)
    this.looked += all.length
    return all.filter((entry) => this.ownerOf(entry) === owner)
  }

  private group(): Map<string | null, Set<string>> {
    const groups = new Map<string | null, Set<string>>()
    for (const entry of Object.values(this.entries)) groupFor(groups, this.ownerOf(entry)).add(entry.id)
    return groups
  }
}

const groupFor = (groups: Map<string | null, Set<string>>, owner: string | null): Set<string> => {
  const known = groups.get(owner)
  if (known) return known
  const group = new Set<string>()
  groups.set(owner, group)
  return group
}
