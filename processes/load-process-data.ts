/**
 * Reads what is data in `processes/` once, at start: registers, messages, roles, settings, codes, calendars, templates
 * and demonstration records. Diagrams, forms and decisions are deployed instead, so that running cases keep theirs.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageContract } from '../engine/model/deployment.ts'
import type { Json, Variables } from '../engine/model/json.ts'
import { reasonOf } from '../engine/model/reason-of.ts'
import type { FormChecker } from '../engine/ports.ts'
import { loadRegisters } from '../engine/records/load-registers.ts'
import type { Register } from '../engine/records/register.ts'
import { referencesIn } from '../engine/records/references-in.ts'
import type { WorkingCalendarJson } from '../engine/time/working-calendar.ts'
import type { Glossary } from './glossary.ts'
import type { Indicator } from './measuring/indicator.ts'
import type { Report } from './measuring/report.ts'
import { readIndicators } from './measuring/read-indicators.ts'
import type { MaturityTable } from './maturity/table.ts'
import type { Responsibilities } from './responsibilities/matrix.ts'
import { judgeScaleTable } from './scale/read-table.ts'
import type { ScaleTable } from './scale/report.ts'
import type { Template } from './templates.ts'

/** A text in both languages. */
export interface Bilingual {
  readonly lv: string
  readonly en: string
}

/** A role that people hold, in the whole institution or for one service, holder or process. */
export interface Role {
  readonly key: string
  readonly name: Bilingual
  /** Level of support: 1 front office, 2 back office, 3 partners; null for holders and management. */
  readonly level: number | null
  /** In the vocabulary of `api/policies/grants.ts`. */
  readonly grants: readonly string[]
}

/** A setting that institutions may change, with its default. */
export interface Setting {
  readonly key: string
  readonly meaning: Bilingual
  readonly unit: string
  readonly default: Json
}

/** An enumeration: stable codes with labels. */
export interface CodeList {
  readonly name: Bilingual
  readonly codes: readonly (Bilingual & { readonly code: string })[]
}

/** A point on the way of an application, for who sent it in. */
export interface Milestone {
  readonly key: string
  /** `step`: one after the other; `aside`: shown only while the case stands there; `end`: in place of the steps left. */
  readonly kind: 'step' | 'aside' | 'end'
  /** Of the application's record. */
  readonly statuses: readonly string[]
  readonly name: Bilingual
  /** What happens next, or what it means. */
  readonly next: Bilingual
  /** Fields of the record that say by when; the first that is filled in counts. */
  readonly by: readonly string[]
}

/** Demonstration records of one register. */
export interface Seed {
  readonly register: string
  readonly records: readonly { readonly id: string; readonly data: Variables; readonly status?: string }[]
}

/** Everything in `processes/` that is data. */
export interface ProcessData {
  readonly registers: readonly Register[]
  readonly messages: readonly MessageContract[]
  readonly roles: readonly Role[]
  readonly settings: readonly Setting[]
  /** Default of each setting, as handlers and expressions see them before an institution changes any. */
  readonly defaultSettings: Variables
  readonly codes: Readonly<Record<string, CodeList>>
  readonly calendars: readonly WorkingCalendarJson[]
  readonly templates: readonly Template[]
  /** How far an application is, in the words of who sent it in. */
  readonly milestones: readonly Milestone[]
  /** What is measured of the typical schemes. */
  readonly indicators: readonly Indicator[]
  /** Which processes each level of development asks for. */
  readonly maturity: MaturityTable
  /** Tasks and roles of service management, and which answers for which. */
  readonly responsibilities: Responsibilities
  /** Reports made of these. */
  readonly reports: readonly Report[]
  /** What institutions tell the lead of their sector, municipality or the state. */
  readonly scale: ScaleTable
  /** The words of the method. */
  readonly glossary: Glossary
}

/**
 * @param folder the folder `processes`
 * @param forms judges the registers' schemas
 * @throws Error naming the file that cannot be used
 */
export function loadProcessData(folder: string, forms?: Pick<FormChecker, 'inspectSchema'>): ProcessData {
  const file = <T>(name: string) => readJson<T>(join(folder, name))
  const { settings } = file<{ settings: readonly Setting[] }>('settings.json')
  const indicators = readIndicators(join(folder, 'indicators'))
  return {
    registers: loadRegisters(join(folder, 'registers'), forms),
    messages: file<{ messages: readonly MessageContract[] }>('messages.json').messages,
    roles: file<{ roles: readonly Role[] }>('roles.json').roles,
    settings,
    defaultSettings: Object.fromEntries(settings.map(({ key, default: value }) => [key, value])),
    codes: file<{ codes: Readonly<Record<string, CodeList>> }>('codes.json').codes,
    calendars: readFolder<WorkingCalendarJson>(join(folder, 'calendars')),
    templates: readFolder<Template>(join(folder, 'templates')),
    milestones: file<{ milestones: readonly Milestone[] }>('milestones.json').milestones,
    indicators,
    maturity: file<MaturityTable>('maturity.json'),
    responsibilities: file<Responsibilities>('responsibilities.json'),
    reports: file<{ reports: readonly Report[] }>('measuring-reports.json').reports,
    scale: judgeScaleTable(file<ScaleTable>('scale.json'), indicators),
    glossary: file<Glossary>('glossary.json'),
  }
}

/**
 * The demonstration records of `registers/seeds`, in an order in which every reference is there before it is needed.
 *
 * @param registers tell which register refers to which
 */
export function loadSeeds(folder: string, registers: readonly Register[]): readonly Seed[] {
  const seeds = readFolder<Seed>(join(folder, 'registers', 'seeds'))
  const waiting = new Map(
    seeds.flatMap(({ register, records }) => records.map((record) => [record.id, { register, record }] as const)),
  )
  const ordered: Seed[] = []
  const place = (id: string): void => {
    const next = waiting.get(id)
    if (!next) return
    waiting.delete(id)
    const register = registers.find((one) => one.register === next.register)
    for (const reference of register ? referencesIn(register.schema, next.record.data) : []) place(reference.id)
    ordered.push({ register: next.register, records: [next.record] })
  }
  for (const { records } of seeds) for (const { id } of records) place(id)
  return ordered
}

function readFolder<T>(folder: string): readonly T[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.toSorted().map((name) => readJson<T>(join(folder, name)))
}

function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (cause) {
    throw new Error(`Expected "${path}" to be JSON, but ${reasonOf(cause)}.`, {
      cause,
    })
  }
}
