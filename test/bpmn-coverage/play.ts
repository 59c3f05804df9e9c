/** How stories play their diagrams: the core alone where one instance is enough, else the whole engine. */
import { EMBEDDED } from '../../engine/index.ts'
import type { ResourceFile, Variables } from '../../engine/index.ts'
import { addDuration } from '../../engine/time/iso8601.ts'
import { bpmn } from '../support/bpmn.ts'
import { Machine } from '../support/machine.ts'
import { type OpenEngineOptions, type TestEngine, openEngine } from '../support/open-engine.ts'
import { ROOTS } from './elements.ts'

/** A process on the core alone. `roots`: root elements beside those of `ROOTS`. */
export const machine = (elements: string, flows: string, roots = ''): Promise<Machine> =>
  Machine.of(bpmn(elements, flows, { roots: ROOTS + roots }))

/** The message comes to the one place that awaits it. */
export const message = (to: Machine, payload: Variables = {}, name = 'paid'): Machine => {
  const awaited = triggersOf(to).find(({ on }) => on.type === 'message' && on.name === name)
  if (!awaited) throw new Error(`Expected message "${name}" to be awaited, but it is not.`)
  return to.take({ kind: 'trigger-fired', triggerId: awaited.id, payload })
}

/** The signal comes to every place in the instance that awaits it. */
export const signal = (to: Machine, payload: Variables = {}, name = 'storm'): Machine => {
  const awaited = triggersOf(to).filter(({ on }) => on.type === 'signal' && on.name === name)
  if (awaited.length === 0) throw new Error(`Expected signal "${name}" to be awaited, but it is not.`)
  for (const { id } of awaited) to.take({ kind: 'trigger-fired', triggerId: id, payload })
  return to
}

const MOST_TIMERS = 100

/** Time passes second by second as far as timers are concerned: each fires when it is due, and at no other time. */
export const elapse = (on: Machine, duration: string): Machine => {
  const until = addDuration(on.environment.now, duration)
  for (let fired = 0; ; fired++) {
    const [next] = triggersOf(on)
      .flatMap(({ id, on: event }) =>
        event.type === 'timer' && event.dueAt <= until ? [{ id, dueAt: event.dueAt }] : [],
      )
      .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))
    if (next === undefined) break
    if (fired === MOST_TIMERS) throw new Error(`Expected timers to come to rest, but ${fired} fired in ${duration}.`)
    on.environment = { ...on.environment, now: next.dueAt }
    on.take({ kind: 'trigger-fired', triggerId: next.id, payload: {} })
  }
  on.environment = { ...on.environment, now: until }
  return on
}

/** Data are changed from outside. */
export const change = (on: Machine, variables: Variables): Machine => on.take({ kind: 'variables-changed', variables })

const triggersOf = ({ state }: Machine) => Object.values(state?.triggers ?? {})

/** The file of one process. */
export const file = (key: string, elements: string, flows: string, roots = ''): ResourceFile => ({
  name: `${key}.bpmn`,
  content: bpmn(elements, flows, { key, roots: ROOTS + roots }),
})

/** The file of several processes: `{ key: [elements, flows] }`. `beside`: root elements after them, e.g. a collaboration. */
export const shared = (
  name: string,
  processes: Readonly<Record<string, readonly [elements: string, flows: string]>>,
  beside = '',
): ResourceFile => {
  const [first = '', ...others] = Object.entries(processes).map(([key, [elements, flows]]) =>
    bpmn(elements, flows, { key, roots: ROOTS }),
  )
  const more = others.map((xml) => xml.slice(xml.indexOf('<process'), xml.indexOf('</definitions>')))
  return { name: `${name}.bpmn`, content: first.replace('</definitions>', `${more.join('')}${beside}</definitions>`) }
}

/** Opens an engine with everything deployed and in force, and closes it behind the story. */
export const engine = async (
  files: readonly ResourceFile[],
  tell: (house: TestEngine) => Promise<void>,
  options: Omit<OpenEngineOptions, 'files'> = {},
): Promise<void> => {
  const house = await openEngine({ ...options, files })
  try {
    await tell(house)
  } finally {
    await house.close()
  }
}

/** A message from outside. @returns id of the instance that took it, or null */
export const publish = async (to: TestEngine, payload: Variables = {}, name = 'paid', correlationKey?: string) => {
  const key = correlationKey === undefined ? {} : { correlationKey }
  const { processInstanceId } = await to.engine.publishMessage({ by: EMBEDDED, name, payload, ...key })
  await to.settle()
  return processInstanceId
}
