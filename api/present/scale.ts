/** Figures over institutions as answers, and as a table for spreadsheets. */
import { writeCell } from '../../engine/records/exchange/cells.ts'
import { writeCsvTable } from '../../engine/records/exchange/csv-table.ts'
import type { ScaleView, TakenReport } from '../../processes/scale/desk.ts'
import type { Scale } from '../../processes/scale/members.ts'
import type { Cell } from '../../processes/scale/roll-up.ts'

/** What was asked for. */
export interface AskedScale {
  readonly scale: Scale
  /** As addresses have it. */
  readonly name: string
  readonly period: string
  readonly service: string | null
}

export function presentTaken({ institution, ...taken }: TakenReport) {
  const { outcome, recordId, version, period } = taken
  return { outcome, recordId, version, institutionId: institution.id, period }
}

export function presentScale({ mode, institutions, sections, basket }: ScaleView, asked: AskedScale) {
  const { name: scale, period, service } = asked
  return {
    scale,
    period,
    service,
    mode,
    institutions: institutions.map(({ member, report }) => ({
      institutionId: member.id,
      regNo: member.regNo,
      name: { ...member.name },
      madeAt: report?.madeAt ?? null,
      maturity: report?.maturity ? { ...report.maturity } : null,
      services: report?.services.length ?? null,
    })),
    indicators: sections.flatMap(({ key: section, indicators }) =>
      indicators.map(({ indicator, cells, total, told, kinds }) => ({
        section,
        indicator: indicator.key,
        name: { ...indicator.name },
        unit: indicator.unit,
        ...presentCell(total),
        told,
        institutions: cells.map((cell, index) => ({
          institutionId: institutions[index]?.member.id ?? '',
          ...presentCell(cell),
        })),
        kinds: kinds.map(({ kind, value, n }) => ({ kind, value, cases: n })),
      })),
    ),
    basket: basket.map(({ key, service: { name, kind }, providers }) => ({
      key,
      name: { ...name },
      kind: kind ?? null,
      institutionIds: [...providers],
    })),
  }
}

const presentCell = ({ value, reason, n }: Cell) => ({ value, reason, cases: n })

/** RFC 4180 in UTF-8, with the mark by which spreadsheets know it; the whole scale is the row without an institution. */
export function scaleAsCsv({ institutions, sections }: ScaleView, asked: AskedScale, language: 'lv' | 'en'): string {
  const head = ['scale', 'period', 'service', 'regNo', 'institution', 'indicator', 'name', 'kind']
  const figures = ['value', 'unit', 'cases', 'told', 'reason']
  const place = [asked.name, asked.period, asked.service].map((one) => writeCell(one, 'text'))
  const rows = sections.flatMap(({ indicators }) =>
    indicators.flatMap(({ indicator, cells, total, told, kinds }) => {
      const row = (
        member: { readonly regNo: string | null; readonly name: { readonly lv: string; readonly en: string } } | null,
        kind: string | null,
        { value, reason, n }: Cell,
        count: number | null,
      ) => [
        ...place,
        writeCell(member?.regNo ?? null, 'text'),
        writeCell(member?.name[language] ?? null, 'text'),
        writeCell(indicator.key, 'text'),
        writeCell(indicator.name[language], 'text'),
        writeCell(kind, 'text'),
        writeCell(value, 'number'),
        writeCell(indicator.unit, 'text'),
        writeCell(n, 'number'),
        writeCell(count, 'number'),
        writeCell(reason, 'text'),
      ]
      return [
        row(null, null, total, told),
        ...kinds.map(({ kind, ...cell }) => row(null, kind, cell, told)),
        ...cells.map((cell, index) => row(institutions[index]?.member ?? null, null, cell, null)),
      ]
    }),
  )
  return writeCsvTable([[...head, ...figures], ...rows])
}
