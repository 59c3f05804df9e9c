/** Which subjects the figures look at: commands ask for each that they change, so it must be quick. */
import { createHash } from 'node:crypto'
import type { Figure } from './figure.ts'

/** The figures, by whose subjects they look at. */
export interface Heeded {
  readonly figures: readonly Figure[]
  /** Equal for equal figures. */
  readonly checksum: string
  ofCase(processKey: string): readonly Figure[]
  ofTask(processKey: string, elementId: string): readonly Figure[]
  ofRecord(register: string): readonly Figure[]
  /** Elements of a process whose times figures need. */
  elementsOf(processKey: string): readonly string[]
}

const NONE: readonly Figure[] = []

/** Sorts the figures. */
export function heededBy(figures: readonly Figure[]): Heeded {
  const byName = new Map<string, Figure[]>()
  for (const figure of figures) {
    const name = nameOf(figure)
    byName.set(name, [...(byName.get(name) ?? []), figure])
  }
  const elements = new Map<string, readonly string[]>()
  for (const { of } of figures)
    if ('case' in of) elements.set(of.case, elementsIn(byName.get(`case ${of.case}`) ?? NONE))
  const found = (name: string): readonly Figure[] => byName.get(name) ?? NONE
  return {
    figures,
    checksum: createHash('sha256').update(JSON.stringify(figures)).digest('hex'),
    ofCase: (processKey) => found(`case ${processKey}`),
    ofTask: (processKey, elementId) => found(`task ${processKey} ${elementId}`),
    ofRecord: (register) => found(`record ${register}`),
    elementsOf: (processKey) => elements.get(processKey) ?? [],
  }
}

function nameOf({ of }: Figure): string {
  if ('case' in of) return `case ${of.case}`
  return 'task' in of ? `task ${of.process} ${of.task}` : `record ${of.record}`
}

/** Element ids are named by paths alone: no other text of a figure looks like one. */
function elementsIn(figures: readonly Figure[]): readonly string[] {
  const found = JSON.stringify(figures).matchAll(/"elements\.([^".]+)\./g)
  return [...new Set([...found].flatMap(([, id]) => (id === undefined ? [] : [id])))]
}
