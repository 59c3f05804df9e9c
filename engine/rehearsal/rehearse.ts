/**
 * A rehearsal before a definition is activated: both engines play it through over the same choices, and its owner is told
 * what was walked, what was never reached, what failed, and where the two opened different work. Nothing is stored.
 */
import { Conflict } from '../model/errors.ts'
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { type Comparison, comparePaths } from './compare-paths.ts'
import type { Exploration } from './explore.ts'
import { NEVER_ASKED } from './known-limits.ts'
import { type Finding, REHEARSAL_NOTE, type Rehearsal } from './rehearsal.ts'
import type { RehearsalBudget, RehearsalLimits } from './rehearsal-budget.ts'
import { type Explored, type RehearsalThread, createRehearsalThread } from './rehearsal-thread.ts'
import type { RehearsedPath } from './rehearsed-path.ts'
import type { SecondEngine } from './second-engine.ts'

export interface RehearseInput {
  readonly definitionId: string
  readonly version: number
  readonly definition: ProcessDefinition
  readonly xml: string
  readonly budget: RehearsalBudget
  readonly limits: RehearsalLimits
}

/**
 * @param second in place of bpmn-engine
 * @throws Conflict `rehearsal-failed` when not even our own machine could be seen to the end
 */
export async function rehearse(
  { definitionId, version, definition, xml, budget, limits }: RehearseInput,
  thread: RehearsalThread = createRehearsalThread({ definition, xml, budget, limits }),
  second: SecondEngine = thread,
): Promise<Rehearsal> {
  const until = performance.now() + budget.milliseconds
  try {
    const { exploration, limited } = await explored(thread, definitionId)
    const { paths } = exploration
    const comparison = await comparePaths(
      { definition, paths, limited, mostFailures: limits.failures, isOver: () => performance.now() > until },
      second,
    )
    const findings = findingsOf(definition, exploration)
    const usedUp = [...exploration.usedUp, ...(comparison.isWhole ? [] : (['comparison'] as const))]
    return {
      definitionId,
      processKey: definition.processKey,
      version,
      note: REHEARSAL_NOTE,
      isClean: findings.length === 0 && comparison.differences.length === 0,
      paths: paths.map(({ steps, end }, index) => ({
        number: index + 1,
        steps: steps.map(({ choice, conditions, elements }) => ({ choice, conditions, elements })),
        end,
      })),
      findings,
      comparison: presentComparison(comparison),
      budget: { ...budget, exhausted: usedUp.some((what) => what !== 'orders'), usedUp },
    }
  } finally {
    await thread.close()
  }
}

async function explored(thread: RehearsalThread, definitionId: string): Promise<Explored> {
  try {
    return await thread.explore()
  } catch (error) {
    throw new Conflict(
      'rehearsal-failed',
      `Expected definition "${definitionId}" to be played through within its bounds, but ${reasonOf(error)}.`,
      { definitionId },
    )
  }
}

function presentComparison({ compared, notCompared, differences, failures }: Comparison): Rehearsal['comparison'] {
  return {
    engine: 'bpmn-engine',
    notes: NEVER_ASKED,
    compared,
    notCompared,
    differences: differences.map(({ path, step, ...rest }) => ({ ...rest, path: path + 1, step: step + 1 })),
    failures: failures.map(({ path, reason }) => ({
      path: path + 1,
      reason: `not compared: it failed with: ${reason}`,
    })),
  }
}

function findingsOf({ nodes, flows }: ProcessDefinition, exploration: Exploration): Finding[] {
  const { paths, reached, taken, incidents } = exploration
  const first = (shows: (path: RehearsedPath) => boolean): number | null => {
    const index = paths.findIndex(shows)
    return index === -1 ? null : index + 1
  }
  // Where a condition may still end a wait, others may wait for that.
  const waitingAt = ({ end }: RehearsedPath): readonly string[] =>
    end.kind === 'stuck' && !end.elementIds.some((id) => endsByCondition(nodes[id])) ? end.elementIds : []
  const stuck = [...new Set(paths.flatMap(waitingAt))]
  const [wasReached, wasTaken] = [new Set(reached), new Set(taken)]
  const notReached = Object.values(nodes)
    .filter((node) => !wasReached.has(node.id) && !isNeverEntered(node))
    .map(({ id }) => id)
  const neverTaken = Object.values(flows).filter(({ id, source }) => !wasTaken.has(id) && wasReached.has(source))
  return [
    ...incidents.map(({ elementId, message }): Finding => ({
      kind: 'incident',
      elementId,
      message,
      path: first(({ end }) => end.kind === 'incident' && end.elementId === elementId),
    })),
    ...stuck.map((elementId): Finding => ({
      kind: 'stuck',
      elementId,
      message: 'A token waits here, and nothing can come that would move it.',
      path: first((path) => waitingAt(path).includes(elementId)),
    })),
    ...notReached.map((elementId): Finding => ({
      kind: 'not-reached',
      elementId,
      message: 'No path that was walked comes here.',
      path: null,
    })),
    ...neverTaken.map(({ id }): Finding => ({
      kind: 'never-taken',
      elementId: id,
      message: 'No path that was walked takes this sequence flow.',
      path: null,
    })),
  ]
}

/** Whether a condition that was chosen not to hold is all that it waits for: the data of a case may make it hold. */
function endsByCondition(node: FlowNode | undefined): boolean {
  return node?.kind === 'complex-gateway' || (node?.kind === 'sub-process' && node.adHoc !== undefined)
}

/** A compensation boundary event leads to its handler without being entered. */
function isNeverEntered(node: FlowNode): boolean {
  return node.kind === 'boundary-event' && node.trigger.type === 'compensation'
}
