/**
 * What is not as the method asks in who manages what: by the variant of organisation that the institution has chosen. Pure; a
 * warning never stops anything.
 */
import type { ProcessAssignment } from './process-managers.ts'

/** `unit`: a dedicated unit, where management is the main duty. `persons`: named persons with an additional duty. */
export type OrgVariant = 'unit' | 'persons'

/** A thing somebody should look at. */
export type Warning =
  | { readonly kind: 'overall-missing' }
  | { readonly kind: 'overall-several'; readonly people: readonly string[] }
  | { readonly kind: 'process-without-manager'; readonly processKey: string }
  | { readonly kind: 'process-several-managers'; readonly processKey: string; readonly people: readonly string[] }
  /** Variant `persons`: one person should manage one process only. */
  | { readonly kind: 'several-processes'; readonly person: string; readonly processKeys: readonly string[] }
  /** Variant `unit`: one person manages processes of different recommended groups. */
  | { readonly kind: 'across-groups'; readonly person: string; readonly processKeys: readonly string[] }
  /** Somebody who does not hold the role that a manager needs to act. */
  | { readonly kind: 'manager-without-role'; readonly person: string; readonly processKey: string }
  | { readonly kind: 'service-without-manager'; readonly id: string }
  | { readonly kind: 'service-several-managers'; readonly id: string; readonly people: readonly string[] }
  | { readonly kind: 'resource-without-manager'; readonly id: string }
  | { readonly kind: 'portfolio-missing'; readonly role: string }
  | { readonly kind: 'portfolio-several'; readonly role: string; readonly people: readonly string[] }

/** Everything that the warnings are found from. */
export interface Managing {
  readonly variant: OrgVariant
  /** Logins of who holds the role of the overall process manager. */
  readonly overall: readonly string[]
  /** Processes that should have a manager, with the appointments that hold today. */
  readonly processes: readonly { readonly processKey: string; readonly managers: readonly ProcessAssignment[] }[]
  readonly recommendedGroups: readonly (readonly string[])[]
  /** Logins of who may act as a process manager. */
  readonly able: ReadonlySet<string>
  readonly services: readonly { readonly id: string; readonly managers: readonly string[] }[]
  readonly resources: readonly { readonly id: string; readonly managers: readonly string[] }[]
  /** Roles that exactly one person should hold, with their holders. */
  readonly portfolios: readonly { readonly role: string; readonly people: readonly string[] }[]
}

/** @returns the graver ones first: the whole, then processes, then services and resources */
export function warningsOf(managing: Managing): readonly Warning[] {
  const { overall, processes, able, services, resources, portfolios } = managing
  const found: Warning[] = []
  if (overall.length === 0) found.push({ kind: 'overall-missing' })
  if (overall.length > 1) found.push({ kind: 'overall-several', people: overall })
  for (const { role, people } of portfolios) {
    if (people.length === 0) found.push({ kind: 'portfolio-missing', role })
    if (people.length > 1) found.push({ kind: 'portfolio-several', role, people })
  }
  for (const { processKey, managers } of processes) {
    const people = [...new Set(managers.map(({ manager }) => manager))]
    if (people.length === 0) found.push({ kind: 'process-without-manager', processKey })
    if (people.length > 1) found.push({ kind: 'process-several-managers', processKey, people })
    for (const person of people) if (!able.has(person)) found.push({ kind: 'manager-without-role', person, processKey })
  }
  found.push(...loads(managing))
  for (const { id, managers } of services) {
    if (managers.length === 0) found.push({ kind: 'service-without-manager', id })
    if (managers.length > 1) found.push({ kind: 'service-several-managers', id, people: managers })
  }
  for (const { id, managers } of resources)
    if (managers.length === 0) found.push({ kind: 'resource-without-manager', id })
  return found
}

/** How much one person carries, by the rule of the variant. The overall process manager may manage any process beside. */
function loads({ variant, overall, processes, recommendedGroups }: Managing): readonly Warning[] {
  const carried = new Map<string, string[]>()
  for (const { processKey, managers } of processes)
    for (const person of new Set(managers.map(({ manager }) => manager)))
      carried.set(person, [...(carried.get(person) ?? []), processKey])
  return [...carried].flatMap(([person, processKeys]): Warning[] => {
    if (processKeys.length < 2) return []
    if (variant === 'persons') return [{ kind: 'several-processes', person, processKeys }]
    if (overall.includes(person)) return []
    const groups = new Set(
      processKeys.flatMap((key) => {
        const group = recommendedGroups.findIndex((keys) => keys.includes(key))
        return group < 0 ? [] : group
      }),
    )
    return groups.size > 1 ? [{ kind: 'across-groups', person, processKeys }] : []
  })
}
