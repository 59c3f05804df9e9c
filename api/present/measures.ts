/** Measured values as answers, and as a table for spreadsheets. */
import { type Cell, writeCell } from '../../engine/records/exchange/cells.ts'
import type { WrittenValue } from '../../processes/measuring/desk.ts'
import type { IndicatorInForce } from '../../processes/measuring/in-force.ts'
import type { MeasuredValue } from '../../processes/measuring/measure.ts'

export function presentIndicator({ formula, ...indicator }: IndicatorInForce) {
  const { partNames, waits, name, meaning, ...rest } = indicator
  return {
    key: rest.key,
    recordId: rest.recordId,
    processKey: rest.processKey,
    serviceId: rest.serviceId,
    name: { ...name },
    meaning: meaning === null ? null : { ...meaning },
    unit: rest.unit,
    direction: rest.direction,
    core: rest.core,
    target: rest.target,
    dimension: rest.dimension,
    frequency: rest.frequency,
    source: rest.source,
    owner: rest.owner,
    active: rest.active,
    computed: formula !== null,
    partNames: partNames.map((one) => ({ ...one })),
    waits: [...waits],
  }
}

/** Whether a value is as good as its target asks; null without one of the two. */
export function metBy({ target, direction }: Pick<IndicatorInForce, 'target' | 'direction'>, value: number | null) {
  if (target === null || value === null) return null
  return direction === 'up' ? value >= target : value <= target
}

export function presentValue({ key, period, part, value, reason, n }: MeasuredValue, indicator: IndicatorInForce) {
  const { unit, target } = indicator
  return { indicator: key, period, part, value, reason, cases: n, unit, target, met: metBy(indicator, value) }
}

export function presentWritten({ key, ...value }: WrittenValue) {
  return { indicator: key, ...value }
}

/** RFC 4180 in UTF-8, with the mark by which spreadsheets know it. */
export function valuesAsCsv(
  values: readonly MeasuredValue[],
  indicators: ReadonlyMap<string, IndicatorInForce>,
  language: 'lv' | 'en',
): string {
  const head = ['indicator', 'name', 'process', 'period', 'part', 'value', 'unit', 'target', 'met', 'cases', 'reason']
  const rows = values.map((value) => {
    const indicator = indicators.get(value.key)
    const met = indicator ? metBy(indicator, value.value) : null
    return [
      writeCell(value.key, 'text'),
      writeCell(indicator?.name[language] ?? null, 'text'),
      writeCell(indicator?.processKey ?? null, 'text'),
      writeCell(value.period, 'text'),
      writeCell(value.part, 'text'),
      writeCell(value.value, 'number'),
      writeCell(indicator?.unit ?? null, 'text'),
      writeCell(indicator?.target ?? null, 'number'),
      writeCell(met, 'boolean'),
      writeCell(value.n, 'number'),
      writeCell(value.reason, 'text'),
    ]
  })
  return `\uFEFF${[head, ...rows].map(csvLine).join('')}`
}

/** Thousands of lines in one answer: written out in a tenth of the time that a library for all kinds of CSV takes. */
const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\r\n`
