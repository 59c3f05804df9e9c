/**
 * A case in a few words, from the variables that every instance carries (processes.md 0.5): whom it is for, which service,
 * how urgent it is and why, by when. Stands beside a task and at the top of a case.
 */
import type { Instant, Json, Variables } from '../../../engine/model/json.ts'
import type { CaseSummary } from '../../../engine/model/case-summary.ts'
import { isObject } from '../../../engine/model/json.ts'
import { readSla, type Sla } from '../../../processes/sla.ts'
import { presentDecision } from '../../../api/present/decision.ts'
import { dueWords, workingSpan, type Due } from '../shared/due.ts'
import { moment } from '../shared/format.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { serviceName } from '../shared/service-names.ts'
import { CASE_TEXTS } from './case-texts.ts'

/** Which rule of which table decided, in the reader's language. */
export interface WhyDecided {
  readonly table: string
  /** Sentences of the rules that matched. */
  readonly rules: readonly string[]
  readonly inputs: readonly { readonly label: string; readonly value: string }[]
}

export interface CaseClock {
  readonly kind: 'react' | 'resolve'
  readonly at: Instant
  readonly due: Due
}

export interface CaseBrief {
  readonly processInstanceId: string
  readonly rootInstanceId: string
  readonly number: string
  readonly subject: string
  /** What the client wrote. */
  readonly description: string
  readonly status: string
  readonly kind: string
  readonly client: string
  readonly contact: string
  readonly service: string
  readonly priority: { readonly code: string; readonly label: string }
  readonly whyPriority: WhyDecided | null
  readonly clocks: readonly CaseClock[]
  /** Sentences that explain the deadline; empty where there is none. */
  readonly whyDeadline: readonly string[]
}

export interface BriefOf {
  readonly processInstanceId: string
  readonly rootInstanceId: string
  readonly variables: Variables
  /** What the case says of itself; null where it has not said anything yet. */
  readonly about: Partial<CaseSummary> | null
}

export async function caseBrief(call: PageCall, of: BriefOf): Promise<CaseBrief> {
  const { ports, institutionId, language } = call
  const { variables, about } = of
  const text = (name: string): string => (typeof variables[name] === 'string' ? variables[name] : '')
  const label = (list: string, code: string): string => (code === '' ? '' : codeLabel(ports.data, list, code, language))
  const now = ports.clock.now()
  const left = await ports.workingTime.leftAt(institutionId, now)
  const sla = readSla(variables['sla'])
  const priority = text('priority')
  const serviceId = text('serviceId')
  const status = about?.caseStatus ?? text('status')
  return {
    processInstanceId: of.processInstanceId,
    rootInstanceId: of.rootInstanceId,
    number: about?.caseNumber ?? text('applicationNumber'),
    subject: about?.subject ?? text('subject'),
    description: text('description'),
    status: statusLabel(call, status),
    kind: label('applicationKind', text('kind')),
    client: [text('clientName'), text('userName')].filter((name) => name !== '').join(', '),
    contact: [text('contactPhone'), text('contactEmail')].filter((part) => part !== '').join(', '),
    service: serviceId === '' ? '' : await serviceName(call, serviceId),
    priority: { code: priority, label: label('priority', priority) },
    whyPriority: priority === '' ? null : await whyPriority(call, of.processInstanceId),
    clocks:
      sla === null
        ? []
        : clocksOf(sla, now.toISOString()).map(({ kind, at }) => ({
            kind,
            at,
            due: dueWords(at, now, left, language),
          })),
    whyDeadline: sla === null ? [] : whyDeadline(call, sla),
  }
}

/** Each register has a list of its own for the status of its records; the first that knows the code names it. */
function statusLabel({ ports, language }: PageCall, code: string): string {
  const lists = ports.data.registers.flatMap(({ status }) => (status?.codeList === undefined ? [] : [status.codeList]))
  const list = lists.find((name) => ports.data.codes[name]?.codes.some((one) => one.code === code))
  return list === undefined ? code : codeLabel(ports.data, list, code, language)
}

function clocksOf(sla: Sla, now: string): readonly { readonly kind: 'react' | 'resolve'; readonly at: Instant }[] {
  // While the clock stands nobody knows when the terms end.
  if (sla.pausedSince !== undefined) return []
  return [
    // Whether somebody reacted in time is told by the history; here stands what is still to come.
    ...(sla.react > now ? [{ kind: 'react', at: sla.react } as const] : []),
    { kind: 'resolve', at: sla.resolve },
  ]
}

function whyDeadline({ ports, language }: PageCall, sla: Sla): readonly string[] {
  const texts = CASE_TEXTS[language]
  const time = (minutes: number): string => workingSpan(Math.abs(minutes), language)
  const terms = sla.slaId === null ? texts.deadlineFromDefaults : texts.deadlineFromAgreement
  const calendar = ports.data.calendars.find(({ id }) => id === sla.calendar)
  const extended = sla.extendedMinutes ?? 0
  return [
    terms(time(sla.reactMinutes), time(sla.resolveMinutes)),
    texts.deadlineCalendar(calendarName(calendar) ?? sla.calendar),
    ...(extended > 0 ? [texts.deadlineExtended(time(extended))] : []),
    ...(extended < 0 ? [texts.deadlineShortened(time(extended))] : []),
    ...(sla.pausedMinutes > 0 ? [texts.deadlinePaused(time(sla.pausedMinutes))] : []),
    ...(sla.pausedSince === undefined ? [] : [texts.pausedSince(moment(sla.pausedSince, language))]),
  ]
}

function calendarName(calendar: unknown): string | null {
  return isObject(calendar as Json) && typeof (calendar as { name?: unknown }).name === 'string'
    ? (calendar as { name: string }).name
    : null
}

async function whyPriority({ ports, institutionId, language }: PageCall, processInstanceId: string) {
  const { items } = await ports.engine.listHistory({
    institutionId,
    processInstanceId,
    type: 'decision-evaluated',
    limit: 200,
  })
  const last = items.findLast(({ data }) => data['decisionId'] === PRIORITY_DECISION)
  return last ? whyDecided(last, language) : null
}

const PRIORITY_DECISION = 'priority'

/** @returns a line of history as the reason that people read */
export function whyDecided(line: Parameters<typeof presentDecision>[0], language: PageCall['language']): WhyDecided {
  const texts = CASE_TEXTS[language]
  const { name, rules, inputs } = presentDecision(line)
  const said = (value: Json): string => {
    if (value === null) return texts.unknown
    if (typeof value === 'boolean') return value ? texts.yes : texts.no
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return {
    table: name[language],
    rules: rules.flatMap(({ description }) => (description === null ? [] : [description[language]])),
    inputs: inputs.map(({ label, value }) => ({ label: label[language], value: said(value) })),
  }
}
