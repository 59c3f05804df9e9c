/**
 * Conditional events (BPMN 2.0.2 §10.5.5, §13.5.1): asked whenever data changed, and when they begin to be awaited. An
 * event that stays armed fires again only after its condition has been false in between.
 */
import type { ArmedTrigger } from '../model/instance-state.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { ElementFailed } from './element-failed.ts'
import { fireTrigger } from './fire-trigger.ts'
import type { Run } from './run.ts'
import { catchableTrigger } from './triggers.ts'
import { isTrue, variablesOfScope, variablesOfToken } from './variables.ts'

/** Fires what has come true. Where no data changed since the last time, only what is new is asked. */
export const askConditions = (run: Run): void => {
  const { dataChanged, newConditions } = run
  if (!dataChanged && newConditions.length === 0) return
  run.dataChanged = false
  run.newConditions = []
  if (!hasConditions(run.definition)) return
  for (const trigger of dataChanged ? run.triggers() : newConditions.flatMap((id) => run.trigger(id) ?? [])) {
    // An earlier one may have cancelled what this one belongs to.
    if (trigger.on.type === 'condition' && run.trigger(trigger.id) !== undefined) ask(run, trigger, trigger.on.held)
  }
}

/** Asked once per definition, as most have none. */
const known = new WeakMap<ProcessDefinition, boolean>()

const hasConditions = (definition: ProcessDefinition): boolean => {
  const before = known.get(definition)
  if (before !== undefined) return before
  const has = Object.values(definition.nodes).some((node) => triggersOf(node).some(({ type }) => type === 'condition'))
  known.set(definition, has)
  return has
}

const ask = (run: Run, trigger: ArmedTrigger, held: boolean): void => {
  const holds = whereItCan(run, trigger, () => conditionHolds(run, trigger)) ?? false
  if (holds === held) return
  run.putTrigger({ ...trigger, on: { type: 'condition', held: holds } })
  if (holds) whereItCan(run, trigger, () => run.attempt(() => fireTrigger(run, trigger.id, {})))
}

const conditionHolds = (run: Run, trigger: ArmedTrigger): boolean => {
  const catching = catchableTrigger(run, trigger)
  if (catching?.type !== 'condition') return false
  const seen =
    trigger.token === null ? variablesOfScope(run, trigger.scope) : variablesOfToken(run, run.token(trigger.token))
  return isTrue(run, trigger.elementId, catching.condition, seen)
}

/** What changed the data must not fail because of who listens: a condition that cannot be computed leaves a warning. */
const whereItCan = <T>(run: Run, { elementId }: ArmedTrigger, work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    run.note('warning', elementId, { warnings: [reasonOf(error)] })
    return null
  }
}
