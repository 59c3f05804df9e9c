/**
 * What the domain knows of records beyond their schemas: a calendar must be one that time can be reckoned with, whoever
 * names a calendar must name one that there is, figures that institutions hand in must add up, and running cases go by
 * calendars, agreements, services and settings.
 */
import { isDeepStrictEqual } from 'node:util'
import type { FieldError } from '../engine/model/errors.ts'
import { type Json, type Variables, isObject } from '../engine/model/json.ts'
import type { RecordContent, RecordRules } from '../engine/ports.ts'
import type { Register } from '../engine/records/register.ts'
import { calendarProblems, type WorkingCalendarJson } from '../engine/time/working-calendar-json.ts'
import { calendarSentence } from './calendar-sentences.ts'
import { calendarOfRecord, hasHours } from './calendars.ts'
import { type ScaleKnowledge, scaleReportErrors } from './scale/check-figures.ts'
import { SCALE_REPORT } from './scale/report.ts'

/** Where records name a calendar, by register: path of the field. */
const CALENDAR_FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  sla: [['calendarId']],
  institution: [['calendarId'], ['settings', 'calendar']],
  service: [['termCalendar']],
  'work-group': [['calendarId']],
}

/** Fields that the terms of running cases come from, by register. */
const TERMS: Readonly<Record<string, readonly string[]>> = {
  calendar: ['timezone', 'week', 'holidays', 'exceptions'],
  sla: ['serviceId', 'kind', 'calendarId', 'targets', 'validFrom', 'validTo'],
  service: ['executionTerm', 'termCalendar'],
  institution: ['calendarId', 'settings'],
}

/**
 * @param typical the calendars that are there without any record
 * @param registers those whose records have a status given by processes are the main records of cases
 * @param collected what institutions hand in; without it their figures are not judged
 */
export function createRecordRules(
  typical: readonly Pick<WorkingCalendarJson, 'id'>[],
  registers: readonly Register[] = [],
  collected?: ScaleKnowledge,
): RecordRules {
  const main = new Set(registers.filter(({ status }) => status?.changedBy === 'process').map((one) => one.register))
  return {
    caseStatus: ({ register, status }) => (main.has(register) ? status : null),
    async check({ register, id, data }, { records, language }) {
      if (register === 'calendar') return calendarErrors(id, data, language)
      if (register === SCALE_REPORT && collected) return scaleReportErrors(data, collected, language)
      const errors: FieldError[] = []
      for (const path of CALENDAR_FIELDS[register] ?? []) {
        const name = valueAt(data, path)
        if (typeof name !== 'string' || typical.some((calendar) => calendar.id === name)) continue
        const record = await records.get('calendar', name)
        if (record && hasHours(record.data)) continue
        errors.push({ pointer: `/${path.join('/')}`, code: 'calendar', message: noCalendar(name, language) })
      }
      return errors
    },
    concernsCases(register, before, after) {
      const fields = TERMS[register]
      if (!fields) return false
      // A new service or institution has no cases yet; a new calendar or agreement replaces what they go by.
      if (!before) return register === 'calendar' || register === 'sla'
      return !isDeepStrictEqual(termsIn(fields, before), termsIn(fields, after))
    },
  }

  function noCalendar(name: string, language: 'lv' | 'en'): string {
    const known = typical.map(({ id }) => id).join(', ')
    return language === 'lv'
      ? `Kalendāra “${name}” nav. Izvēlieties vienu no esošajiem (${known}) vai vispirms izveidojiet kalendāra ierakstu ar šo identifikatoru.`
      : `There is no calendar “${name}”. Choose one that there is (${known}), or first create a calendar record with this id.`
  }
}

function calendarErrors(id: string, data: Variables, language: 'lv' | 'en'): readonly FieldError[] {
  // Its zone is checked also where the record only gives a typical calendar a name.
  const { timezone, week, holidays, exceptions } = calendarOfRecord(id, data)
  const whole = hasHours(data) ? { timezone, week, holidays, ...(exceptions ? { exceptions } : {}) } : null
  const problems = calendarProblems(whole ?? { timezone, week: { mon: [['08:00', '09:00']] }, holidays: [] })
  return problems.map((problem) => ({
    pointer: problem.pointer,
    code: problem.code,
    message: calendarSentence(problem, language),
  }))
}

function termsIn(fields: readonly string[], { data, status }: RecordContent): readonly (Json | undefined)[] {
  return [status, ...fields.map((field) => data[field])]
}

function valueAt(data: Variables, path: readonly string[]): Json | undefined {
  let value: Json | undefined = data
  for (const name of path) value = isObject(value) ? value[name] : undefined
  return value
}
