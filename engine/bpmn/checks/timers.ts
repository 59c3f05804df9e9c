import { addDuration, isDuration, readCycle, readInstant } from '../../time/iso8601.ts'
import type { FlowNode, TimerTrigger } from '../../model/process-definition.ts'
import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { bodyOf } from '../xml/moddle-element.ts'
import { triggersOf } from '../../model/triggers-of.ts'
import { checkEachNode, nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** A timer event says exactly one time. */
export const checkTimersSayOneTime = checkEachNode((node) =>
  eventDefinitionsOf(node)
    .filter((definition) => definition.$type === 'bpmn:TimerEventDefinition')
    .flatMap((definition) => {
      const parts = ['timeDate', 'timeDuration', 'timeCycle'].filter((part) => bodyOf(definition, part) !== null)
      if (parts.length === 1) return []
      const message = `The timer ${nameOf(node)} has ${parts.length} times; give it one date, duration or cycle.`
      return [{ code: 'timer-incomplete', message, section: '10.5.5' }]
    }),
)

/** Literal times are ISO 8601, and repeat only where a repetition has a meaning. */
export const checkTimerLiterals: Check = (reading) =>
  reading.definitions
    .flatMap((definition) => Object.values(definition.nodes))
    .flatMap((node) => {
      const timers = triggersOf(node).filter((trigger) => trigger.type === 'timer')
      const findings = timers.flatMap((trigger) => [repeatsInVain(node, trigger), notIso8601(node, trigger)])
      return findings.flatMap((finding) => (finding === null ? [] : [problemAt(reading, finding)]))
    })

function repeatsInVain(node: FlowNode, trigger: TimerTrigger): Finding | null {
  if (trigger.timer !== 'cycle' || node.kind !== 'intermediate-catch-event') return null
  const message = `The intermediate event ${nameOf(node)} waits for the first time of its cycle only; a duration or a date says that plainly.`
  return { severity: 'warning', elementId: node.id, code: 'timer-cannot-repeat', message }
}

const READABLE: Readonly<Record<TimerTrigger['timer'], (text: string) => boolean>> = {
  date: (text) => readInstant(text) !== null,
  duration: isDurationAhead,
  cycle: (text) => readCycle(text) !== null,
}

const REMEDIES: Readonly<Record<TimerTrigger['timer'], string>> = {
  date: 'write an ISO 8601 date-time such as 2026-03-12T09:00:00+02:00, or an expression such as =due',
  duration: 'write an ISO 8601 duration of at most 10 years such as PT30M or P5D, or an expression such as =pause',
  cycle:
    'write an ISO 8601 cycle such as R3/PT1H or R/P1D, at most 1,000 times and at least a second apart, or an expression',
}

function notIso8601(node: FlowNode, { timer, value }: TimerTrigger): Finding | null {
  if (!('literal' in value) || value.literal === null) return null
  const text = String(value.literal)
  if (READABLE[timer](text)) return null
  const what = looksLikeCron(text) ? 'is a cron line, which is not understood' : `is no ${timer}`
  const message = `"${shorten(text)}" at the timer ${nameOf(node)} ${what}; ${REMEDIES[timer]}.`
  return { elementId: node.id, code: 'timer-not-iso8601', message }
}

function isDurationAhead(text: string): boolean {
  if (!isDuration(text) || text.startsWith('-')) return false
  try {
    return addDuration('2000-01-01T00:00:00.000Z', text) !== ''
  } catch {
    return false
  }
}

function looksLikeCron(text: string): boolean {
  const fields = text.split(/\s+/)
  return fields.length >= 5 && fields.length <= 7 && fields.every((field) => /^[\d*?/,#LW-]+$|^[A-Z]{3}/i.test(field))
}
