/**
 * Figures over institutions, for whoever shows or brings them: what this institution tells its lead, what a lead has been
 * told, and what it comes to. Who may do so is decided by those who ask.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Clock, Engine, Instant, RecordView, Told } from '../../engine/index.ts'
import { DataRejected, EngineError } from '../../engine/model/errors.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import {
  type Format,
  type ImportProblem,
  ImportRejected,
  MOST_PROBLEMS,
} from '../../engine/records/exchange/import-row.ts'
import { problemOf } from '../../engine/records/exchange/sentences.ts'
import { allRecords } from '../all-records.ts'
import type { ProcessData } from '../load-process-data.ts'
import type { Mode } from '../maturity/assess.ts'
import type { Standing } from '../maturity/maturity.ts'
import type { MeasuringDesk } from '../measuring/desk.ts'
import type { Indicator } from '../measuring/indicator.ts'
import { daysOf, isPeriod } from '../measuring/periods.ts'
import { makeFigures } from './make-report.ts'
import { type Member, membersIn, membersOf, nameIn, readScale, type Scale } from './members.ts'
import { readReport, reportAsCsv, reportAsJson, scaleProblem } from './report-file.ts'
import { SCALE_REPORT, type ScaleReport, type ScaleService, VERSION } from './report.ts'
import { type RolledUp, rollUp, type ToldReport } from './roll-up.ts'

/** What came of a report that was handed in. */
export interface TakenReport {
  readonly outcome: 'created' | 'replaced' | 'unchanged'
  readonly recordId: string
  /** Of the record: each replacement is a version, and the earlier ones stay. */
  readonly version: number
  readonly institution: Member
  readonly period: string
}

/** What a lead sees. */
export interface ScaleView extends RolledUp<Indicator> {
  /** How maturity is assessed: the lead's own choice, the same for all. */
  readonly mode: Mode
  readonly institutions: readonly { readonly member: Member; readonly report: ToldReport | null }[]
}

export interface ScaleDesk {
  /** Institutions that are active in the register. */
  members(institutionId: string): Promise<readonly Member[]>
  /** @returns null for what names no scale */
  readScale(text: string): Scale | null
  /** @throws ReportNotPossible */
  make(institutionId: string, period: string): Promise<ScaleReport>
  /**
   * Takes over a file as a whole or not at all. The same institution and period again replaces what was told; the same
   * content changes nothing.
   *
   * @param may whether the caller may hand in figures of this institution; throws otherwise
   * @throws ImportRejected with everything wrong, by row and field
   */
  take(
    told: Told,
    file: { readonly format: Format; readonly bytes: Uint8Array },
    may: (institution: Member) => void,
  ): Promise<TakenReport>
  /** @param service key of one of the basket; null for all */
  view(
    institutionId: string,
    asked: { readonly scale: Scale; readonly period: string; readonly service: string | null },
  ): Promise<ScaleView>
  /** A report as a file that may be handed in. */
  asJson(report: ScaleReport): Variables
  asCsv(report: ScaleReport): string
  /** Whether the last day of a period has passed where the institution is. */
  isOver(period: string): boolean
}

/** An institution cannot hand in its figures yet. */
export class ReportNotPossible extends EngineError {
  readonly code: 'no-registration-number' | 'period-not-over'
  readonly nature = 'conflict'
  constructor(code: ReportNotPossible['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Clocks of two servers may differ by so much. */
const CLOCKS_DIFFER_MS = 3_600_000

export function createScaleDesk(ports: {
  readonly engine: Engine
  readonly data: Pick<ProcessData, 'indicators' | 'scale'>
  readonly clock: Clock
  readonly measuring: MeasuringDesk
  readonly maturity: (institutionId: string) => Promise<Standing>
}): ScaleDesk {
  const { engine, data, clock, measuring, maturity } = ports
  const now = (): Instant => clock.now().toISOString()
  const isOver = (period: string): boolean => daysOf(period).to <= measuring.today()

  const institutions = (institutionId: string) =>
    allRecords(engine, { institutionId, register: 'institution', status: ['active'] })

  const reportsOf = async (institutionId: string, ids: readonly string[], period: string) =>
    ids.length === 0
      ? []
      : engine.listRelatedRecords({
          institutionId,
          register: SCALE_REPORT,
          ids,
          field: 'institutionId',
          anyOf: { period: [period] },
        })

  return {
    isOver,
    readScale,
    asJson: reportAsJson,
    asCsv: reportAsCsv,
    members: async (institutionId) => membersOf(await institutions(institutionId)),

    async make(institutionId, period) {
      const [own] = await engine.getRecords({ institutionId, register: 'institution', ids: [institutionId] })
      const regNo = own?.data['regNo']
      if (typeof regNo !== 'string' || regNo === '')
        throw new ReportNotPossible(
          'no-registration-number',
          `Expected the register "institution" to have the registration number of "${institutionId}", by which its lead knows it, but there is none. Fill it in there.`,
        )
      if (!isOver(period))
        throw new ReportNotPossible('period-not-over', `Expected a period that is over, but "${period}" is not.`)
      const [indicators, services, standing] = await Promise.all([
        measuring.indicators(institutionId),
        allRecords(engine, { institutionId, register: 'service' }),
        maturity(institutionId),
      ])
      const codes = new Map(services.map((one) => [one.id, String(one.data['code'])]))
      const { figures, spreads } = await makeFigures(
        (query) => engine.getSums({ ...query, institutionId }),
        data.scale,
        indicators,
        period,
        (id) => codes.get(id) ?? '',
      )
      const used = new Set(figures.flatMap(({ by, part }) => (by === 'service' ? part : [])))
      const { operational, formal, strict } = standing.assessments
      return {
        regNo,
        period,
        madeAt: now(),
        maturity: {
          operational: operational.level,
          formal: formal.level,
          strict: strict.level,
          target: standing.target,
        },
        services: services
          .filter(({ status, data: { code } }) => status === 'active' || used.has(String(code)))
          .map(serviceOf)
          .toSorted((one, other) => (one.code < other.code ? -1 : 1)),
        figures,
        spreads,
      }
    },

    async take(told, { format, bytes }, may) {
      const { by } = told
      const { institutionId, language } = by
      const { data: read, problems, placeOf } = readReport(format, bytes, language)
      if (problems.length > 0) throw rejected(problems)
      const { regNo, period, madeAt } = read
      const member = membersOf(await institutions(institutionId)).find(
        (one) => one.regNo !== null && one.regNo === regNo,
      )
      if (!member) {
        const facts = { regNo: String(regNo ?? '').slice(0, 100) }
        throw rejected([scaleProblem(language, 'unknown-institution', placeOf('/regNo'), facts)])
      }
      may(member)
      if (typeof period !== 'string' || !isPeriod(period)) {
        const facts = { period: String(period ?? '').slice(0, 100) }
        throw rejected([scaleProblem(language, 'no-period', placeOf('/period'), facts)])
      }
      if (!isOver(period)) throw rejected([scaleProblem(language, 'not-over', placeOf('/period'), { period })])
      const moment = momentIn(madeAt)
      if (moment === null || moment.slice(0, 10) < dayBefore(daysOf(period).to) || isAhead(moment)) {
        const facts = { madeAt: String(madeAt ?? '').slice(0, 100) }
        throw rejected([scaleProblem(language, 'bad-moment', placeOf('/madeAt'), facts)])
      }
      const { maturity: level = null, services = null, figures = null, spreads = null } = read
      const content = { institutionId: member.id, period, format: VERSION, maturity: level, services, figures, spreads }
      const [before] = await reportsOf(institutionId, [member.id], period)
      const done = { institution: member, period } as const
      if (before && holdsAll(before, content))
        return { ...done, outcome: 'unchanged', recordId: before.id, version: before.version }
      const known = before?.data['madeAt']
      if (typeof known === 'string' && known > moment)
        throw rejected([scaleProblem(language, 'older', placeOf('/madeAt'), { known })])
      const all = { ...content, madeAt: moment }
      try {
        const record = before
          ? await engine.updateRecord({
              ...told,
              register: SCALE_REPORT,
              id: before.id,
              patch: all,
              expectedVersion: before.version,
            })
          : await engine.createRecord({ ...told, register: SCALE_REPORT, data: withoutNulls(all) })
        return { ...done, outcome: before ? 'replaced' : 'created', recordId: record.id, version: record.version }
      } catch (error) {
        if (!(error instanceof DataRejected)) throw error
        throw rejected(
          error.errors.map(({ pointer, code, message }) => ({
            ...problemOf(language, 'refused', placeOf(pointer), { message }),
            code,
          })),
        )
      }
    },

    async view(institutionId, { scale, period, service }) {
      const all = membersIn(membersOf(await institutions(institutionId)), scale)
      const ids = all.map(({ id }) => id)
      const [records, standing] = await Promise.all([reportsOf(institutionId, ids, period), maturity(institutionId)])
      const reports = new Map(records.map((record) => [String(record.data['institutionId']), toldReport(record)]))
      // Who has no services has nothing to tell, and is not missed.
      const members = all.filter(({ id, hasServices }) => hasServices || reports.has(id))
      return {
        mode: standing.mode,
        institutions: members.map((member) => ({ member, report: reports.get(member.id) ?? null })),
        ...rollUp(data.scale, data.indicators, members, reports, service),
      }
    },
  }

  function isAhead(moment: string): boolean {
    return Date.parse(moment) > clock.now().getTime() + CLOCKS_DIFFER_MS
  }
}

/** @returns the moment in UTC; null for what is none */
function momentIn(value: Json | undefined): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)) return null
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : new Date(moment).toISOString()
}

/** Where the institution is, the day begins earlier than in UTC. */
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

const holdsAll = ({ data }: RecordView, content: Variables): boolean =>
  Object.entries(content).every(([field, value]) => isDeepStrictEqual(data[field] ?? null, value))

const withoutNulls = (data: Variables): Variables =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))

function rejected(problems: readonly ImportProblem[]): ImportRejected {
  const some = problems.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0)).slice(0, MOST_PROBLEMS)
  const counts = { created: 0, updated: 0, unchanged: 0 }
  return new ImportRejected(SCALE_REPORT, { mode: 'apply', ...counts, problems: some, problemCount: problems.length })
}

function serviceOf({ data }: RecordView): ScaleService {
  const { code, virsisId, name, kind } = data
  return {
    code: String(code),
    ...(typeof virsisId === 'string' ? { virsisId } : {}),
    name: nameIn(name, String(code)),
    ...(typeof kind === 'string' ? { kind } : {}),
  }
}

function toldReport({ id, data }: RecordView): ToldReport {
  const { madeAt, maturity, services, figures, spreads } = data as unknown as ScaleReport
  return { recordId: id, madeAt, maturity: maturity ?? null, services, figures, spreads }
}
