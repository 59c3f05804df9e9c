/** A graph of items as a nested list: every item below the neighbour through which it was reached. */
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import type { ItemGraph } from './item-graph.ts'
import { ITEMS, tabAddress } from './record-frame.tsx'
import { recordTitle } from './record-title.ts'
import { readableRegister } from './register-of.ts'

export interface GraphListProps {
  readonly call: PageCall
  readonly graph: ItemGraph
  /** Id of the item whose neighbours are listed. */
  readonly of: string
}

export function GraphList({ call, graph, of }: GraphListProps) {
  const register = readableRegister(call, ITEMS)
  const members = [...graph.items.values()].filter(({ through }) => through === of)
  if (members.length === 0 || !register) return null
  return (
    <ul class="govuk-list govuk-list--bullet">
      {members.map(({ record }) => (
        <li key={record.id}>
          <a class="govuk-link" href={tabAddress(ITEMS, record.id, 'relations')}>
            {recordTitle(call, register, record)}
          </a>{' '}
          <span class="ritums-secondary">({relationsBetween(call, graph, of, record.id).join('; ')})</span>
          <GraphList call={call} graph={graph} of={record.id} />
        </li>
      ))}
    </ul>
  )
}

/** e.g. `IS-0007 atkarīga no SRV-0031`, each way that there is. */
function relationsBetween(
  { ports, language }: PageCall,
  { relations, items }: ItemGraph,
  one: string,
  other: string,
): readonly string[] {
  const numberOf = (id: string): string => {
    const number = items.get(id)?.record.data['ciNumber']
    return typeof number === 'string' ? number : id
  }
  return relations
    .filter(({ from, to }) => (from === one && to === other) || (from === other && to === one))
    .map(({ from, type, to }) => {
      const words = codeLabel(ports.data, 'relationType', type, language)
      return `${numberOf(from)} ${words} ${numberOf(to)}`
    })
}
