/**
 * What expressions of a case may use beyond its variables: working time on the case's calendar, and the settings in
 * force at its institution. Calendars are compiled once; one case costs a look at the institution's record and one at its
 * calendars.
 */
import type { FunctionLibrary } from '../engine/model/instance-event.ts'
import type { Instant, Json, Variables } from '../engine/model/json.ts'
import type { EnvironmentProvider } from '../engine/ports.ts'
import {
  addWorkingDays,
  addWorkingMinutes,
  subtractWorkingDays,
  workingMinutesBetween,
  type WorkingCalendarJson,
} from '../engine/time/working-calendar.ts'
import { calendarSource, compileCalendars, type Calendars } from './calendars.ts'
import { describeCase } from './describe-case.ts'
import { renewTerms } from './renew-terms.ts'
import { settingsOf } from './settings.ts'
import { readSla, slaShare } from './sla.ts'

/** The data that expressions of cases rest on. */
export interface CaseEnvironmentData {
  /** `processes/calendars/*.json` */
  readonly calendars: readonly WorkingCalendarJson[]
  /** Default of each setting of `processes/settings.json`. */
  readonly settings: Variables
}

/**
 * Expressions get `workingDays(n)`, `workingHours(n)`, `workingMinutes(n)` (the instant at which that much working time
 * has passed), `workingDaysBefore(at, n)`, `workingMinutesBetween(from, to)`, `minutesBetween(from, to)` around the clock, and `slaShare(sla, percent)` (the instant at which that share of the
 * resolve time is used), on the calendar that `sla.calendar` names, else on the institution's; and the values
 * `settings`, `businessKey`, `processInstanceId`, `institutionId`, `holderId`, `timezone`.
 */
export function createCaseEnvironment(data: CaseEnvironmentData): EnvironmentProvider {
  const typical = compileCalendars(data.calendars)
  const calendarsOf = calendarSource(typical)
  return {
    functionNames: workingTime(typical, data.settings),
    async forCase(facts, unit) {
      const settings = await settingsOf(data.settings, unit, facts.institutionId)
      const calendars = facts.institutionId === '' ? typical : await calendarsOf(unit)
      const { businessKey, processInstanceId, institutionId, holderId } = facts
      // `now()` and `today()` are those of the people at the institution.
      const { timezone } = calendars.get(String(settings['calendar']))
      return {
        functions: workingTime(calendars, settings),
        globals: { settings, businessKey, processInstanceId, institutionId, holderId, timezone },
      }
    },
    renew: renewTerms(calendarsOf),
    describeCase,
  }
}

function workingTime(calendars: Calendars, settings: Variables): FunctionLibrary {
  const calendarOf = (variables: Variables) =>
    calendars.get(readSla(variables['sla'])?.calendar ?? String(settings['calendar']))
  const minutes = (name: string, factor: number) => ({
    parameters: ['n'],
    call: (args: readonly Json[], at: Instant, variables: Variables) =>
      addWorkingMinutes(calendarOf(variables), at, Math.round(amountOf(name, args[0]) * factor)),
  })
  return {
    workingMinutes: minutes('workingMinutes', 1),
    workingHours: minutes('workingHours', 60),
    workingDays: {
      parameters: ['n'],
      call: ([n], at, variables) => addWorkingDays(calendarOf(variables), at, amountOf('workingDays', n)),
    },
    workingDaysBefore: {
      parameters: ['at', 'n'],
      call: ([at, n], _at, variables) =>
        subtractWorkingDays(calendarOf(variables), instantOf(at), amountOf('workingDaysBefore', n)),
    },
    workingMinutesBetween: {
      parameters: ['from', 'to'],
      call: ([from, to], _at, variables) =>
        workingMinutesBetween(calendarOf(variables), instantOf(from), instantOf(to)),
    },
    minutesBetween: {
      parameters: ['from', 'to'],
      call: ([from, to]) => Math.floor((Date.parse(instantOf(to)) - Date.parse(instantOf(from))) / 60_000),
    },
    slaShare: {
      parameters: ['sla', 'percent'],
      call([value, percent]) {
        const sla = readSla(value)
        if (!sla) throw new RangeError('Expected slaShare of the variable `sla`, but it has no terms yet.')
        return slaShare(sla, calendars.get(sla.calendar), amountOf('slaShare', percent))
      },
    },
  }
}

function instantOf(value: Json | undefined): Instant {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString()
  throw new RangeError(`Expected two instants to count the minutes between, but got ${JSON.stringify(value ?? null)}.`)
}

function amountOf(name: string, value: Json | undefined): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value
  throw new RangeError(`Expected ${name} of a number from 0, but got ${JSON.stringify(value ?? null)}.`)
}
