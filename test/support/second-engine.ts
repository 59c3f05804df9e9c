/** bpmn-engine as the independent second engine: the same diagram, the same choices, which tasks does it open? */
import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import { evaluate } from '../../engine/expressions/evaluate.ts'
import type { Variables } from '../../engine/model/json.ts'

/** Never its own expressions (they reach the host) and no scripts: FEEL on the start variables alone. */
const safeExpressions = (variables: Variables) => ({
  resolveExpression: (text: string) =>
    evaluate({ feel: text.replace(/^=/, ''), source: text }, variables, {
      now: '2026-03-02T08:00:00.000Z',
      functions: {},
      globals: {},
    }).value,
  isExpression: (text: string) => typeof text === 'string' && text.startsWith('='),
  hasExpression: (text: string) => typeof text === 'string' && text.startsWith('='),
})

const noScripts = { register: () => undefined, getScript: () => undefined }

export interface SecondEngine {
  /** Element ids of the tasks that wait for a person, sorted. */
  readonly openTasks: () => string[]
  readonly complete: (elementId: string) => void
}

export const startSecondEngine = async (xml: string, variables: Variables): Promise<SecondEngine> => {
  const waiting = new Map<string, { signal: () => void }>()
  const listener = new EventEmitter()
  listener.on('activity.wait', (api: { id: string; signal: () => void }) => waiting.set(api.id, api))
  const engine = new Engine({
    name: 'second opinion',
    source: xml,
    expressions: safeExpressions(variables),
    scripts: noScripts,
  } as unknown as ConstructorParameters<typeof Engine>[0])
  await engine.execute({ listener, variables: { ...variables } } as unknown as Parameters<typeof engine.execute>[0])
  return {
    openTasks: () => [...waiting.keys()].sort(),
    complete: (elementId) => {
      const api = waiting.get(elementId)
      waiting.delete(elementId)
      api?.signal()
    },
  }
}
