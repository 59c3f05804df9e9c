/**
 * What an adapted scheme keeps of the edition that it takes the place of: the main activities that its elements realise
 * (property `covers`) and the codes of its end states, on which records, figures and other schemes rely.
 */
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { IntegrityFinding } from './finding.ts'
import type { Landscape } from './landscape.ts'

export function checkBase({ schemes }: Landscape): IntegrityFinding[] {
  return [...schemes.values()].flatMap(({ definition, base }) =>
    base === null ? [] : [...lostActivities(definition, base), ...lostEndStates(definition, base)],
  )
}

/** Which elements realise each main activity, by its id. */
export function coveredActivities({ nodes }: ProcessDefinition): ReadonlyMap<string, readonly string[]> {
  const covered = new Map<string, string[]>()
  for (const { id, properties } of Object.values(nodes)) {
    for (const activity of list(properties.covers)) covered.set(activity, [...(covered.get(activity) ?? []), id])
  }
  return covered
}

function lostActivities(definition: ProcessDefinition, base: ProcessDefinition): IntegrityFinding[] {
  const { processKey } = definition
  const own = coveredActivities(definition)
  return [...coveredActivities(base)]
    .filter(([activity]) => !own.has(activity))
    .map(([subject, elements]) => {
      const message = `"${processKey}" no longer covers main activity ${subject}, which the edition that it takes the place of realises by ${elements.join(', ')}. If another element does it now, name the activity in its property covers.`
      return { severity: 'note', code: 'activity-not-covered', processKey, elementId: null, subject, message }
    })
}

function lostEndStates(definition: ProcessDefinition, base: ProcessDefinition): IntegrityFinding[] {
  const { processKey } = definition
  const own = new Set(endStatesOf(definition))
  return endStatesOf(base)
    .filter((state) => !own.has(state))
    .map((subject) => {
      const message = `"${processKey}" can no longer end as "${subject}", on which records and figures rely. Keep the code in the property endState of an end event and in endStates of the process.`
      return { severity: 'warning', code: 'end-state-lost', processKey, elementId: null, subject, message }
    })
}

/** The property `endStates` of the process, which also names those that expressions compute, and the literal ones. */
function endStatesOf({ properties, nodes }: ProcessDefinition): readonly string[] {
  const drawn = Object.values(nodes).flatMap((node) =>
    node.kind === 'end-event' && node.endState !== null && 'literal' in node.endState
      ? [String(node.endState.literal)]
      : [],
  )
  return properties.endStates === undefined ? [...new Set(drawn)] : list(properties.endStates)
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || [])
}
