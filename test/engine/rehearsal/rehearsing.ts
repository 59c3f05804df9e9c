import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import { buildDiagram } from '../../../engine/bpmn/diagram/build-diagram.ts'
import { parseXml } from '../../../engine/bpmn/xml/parse-xml.ts'
import type { ProcessDefinition } from '../../../engine/model/process-definition.ts'
import { bpmnEngine } from '../../../engine/rehearsal/bpmn-engine-replay.ts'
import { drawForBpmnEngine } from '../../../engine/rehearsal/draw-for-bpmn-engine.ts'
import { explore } from '../../../engine/rehearsal/explore.ts'
import { limitedElements } from '../../../engine/rehearsal/known-limits.ts'
import type { Rehearsal } from '../../../engine/rehearsal/rehearsal.ts'
import {
  DEFAULT_REHEARSAL_BUDGET,
  DEFAULT_REHEARSAL_LIMITS,
  type RehearsalBudget,
} from '../../../engine/rehearsal/rehearsal-budget.ts'
import { rehearse } from '../../../engine/rehearsal/rehearse.ts'
import type { SecondEngine } from '../../../engine/rehearsal/second-engine.ts'
import { flowsToJoins } from '../../../engine/rehearsal/ways-apart.ts'

export interface Prepared {
  readonly definition: ProcessDefinition
  /** Text that bpmn-engine gets. */
  readonly drawn: (startEvent: string | null) => string
  readonly second: SecondEngine
  readonly limited: ReturnType<typeof limitedElements>
}

/** What a rehearsal works with, without its thread. */
export async function prepare(xml: string): Promise<Prepared> {
  const { processes, problems } = await readBpmnText('test.bpmn', xml, DEFAULT_BPMN_LIMITS)
  const { definitions } = await parseXml(xml)
  const drawnProcess = definitions === null ? undefined : buildDiagram(definitions).processes[0]
  const definition = processes[0]?.definition
  if (!definition || !drawnProcess) throw new Error(`Expected a process, but: ${JSON.stringify(problems)}`)
  const draw = (startEvent: string | null): string => drawForBpmnEngine(drawnProcess, definition, startEvent)
  return {
    definition,
    drawn: draw,
    second: bpmnEngine({ definition, draw, flowsToJoins: flowsToJoins(drawnProcess.nodes) }),
    limited: limitedElements(drawnProcess, definition),
  }
}

/** A rehearsal in this thread: what it says, without the fence. */
export async function rehearsed(
  xml: string,
  budget: Partial<RehearsalBudget> = {},
  second?: (bpmnEngine: SecondEngine) => SecondEngine,
): Promise<Rehearsal> {
  const { definition, second: real, limited } = await prepare(xml)
  const whole = { ...DEFAULT_REHEARSAL_BUDGET, ...budget }
  const thread = {
    explore: async () => ({ exploration: explore(definition, whole, DEFAULT_REHEARSAL_LIMITS), limited }),
    replay: real.replay,
    close: async () => undefined,
  }
  const input = { definitionId: 'd1', version: 1, definition, xml, budget: whole, limits: DEFAULT_REHEARSAL_LIMITS }
  return rehearse(input, thread, second ? second(real) : real)
}

/** The paths as text: what was chosen, how conditions came out, and how each ended. */
export function waysOf({ paths }: Rehearsal): string[] {
  return paths.map(({ steps, end }) => {
    const walked = steps.map(({ choice, conditions }) => {
      const what =
        choice.kind === 'throw-error' ? `${choice.elementId}!${choice.errorCode}` : (choice.elementId ?? 'start')
      return [what, ...conditions.map(({ elementId, holds }) => `${elementId}=${holds ? 'yes' : 'no'}`)].join(' ')
    })
    return `${walked.join(', ')}: ${end.kind === 'ended' ? end.status : end.kind}`
  })
}

export function findingsOf({ findings }: Rehearsal): string[] {
  return findings.map(({ kind, elementId }) => `${kind} ${elementId}`)
}
