import { elementOf, elementsOf, nearestId, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding } from './check.ts'

/** A pool stands for one process, and a process for one pool; its multiplicity can be met (BPMN 2.0.2 §9.3.1). */
export const checkParticipants: Check = (reading) =>
  elementsOf(reading.diagram.definitions, 'rootElements').flatMap((root) => {
    const participants = elementsOf(root, 'participants')
    const executable = new Set(reading.diagram.processes.map(({ element }) => element))
    return [...sharedProcesses(participants, executable), ...participants.flatMap(multiplicity)].map((finding) =>
      problemAt(reading, finding),
    )
  })

function sharedProcesses(participants: readonly ModdleElement[], executable: ReadonlySet<ModdleElement>): Finding[] {
  const taken = new Map<ModdleElement, ModdleElement>()
  return participants.flatMap((participant) => {
    const process = elementOf(participant, 'processRef')
    if (process === null || !executable.has(process)) return []
    const first = taken.get(process)
    if (first === undefined) {
      taken.set(process, participant)
      return []
    }
    const pools = `"${shorten(nearestId(first) ?? '')}" and "${shorten(nearestId(participant) ?? '')}"`
    const message = `The pools ${pools} stand for the same process "${shorten(nearestId(process) ?? '')}"; give each its own.`
    return [{ elementId: nearestId(participant), code: 'process-in-two-pools', message, section: '9.3.1' }]
  })
}

function multiplicity(participant: ModdleElement): Finding[] {
  const range = elementOf(participant, 'participantMultiplicity')
  if (range === null) return []
  const [minimum, maximum] = [range.get('minimum'), range.get('maximum')].map(Number)
  if (minimum !== undefined && maximum !== undefined && minimum >= 0 && maximum >= Math.max(1, minimum)) return []
  const message = `The multiplicity of the pool "${shorten(nearestId(participant) ?? '')}" cannot be met; let minimum be at least 0 and maximum at least 1 and no less.`
  return [
    { severity: 'warning', elementId: nearestId(participant), code: 'multiplicity-invalid', message, section: '9.3.1' },
  ]
}
