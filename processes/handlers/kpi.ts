/** `kpi.compute`: the values of indicators for a period. */
import type { Handler } from '../../engine/ports.ts'
import { number, text, texts } from './input.ts'

/** {period?, indicatorIds?} → {values: [{indicatorId, name, value, target}], manualIndicators: [{indicatorId, name, unit, period}]}. */
export const computeIndicators: Handler = async ({ input, records }) => {
  const ids = texts(input['indicatorIds'])
  const period = text(input, 'period')
  const indicators =
    ids.length > 0
      ? await records.getMany('indicator', ids)
      : await records.list('indicator', { where: { active: true }, limit: 1000 })
  const values = []
  for (const { id, data } of indicators) {
    const where = { indicatorId: id, ...(period === null ? {} : { period }) }
    const [latest] = await records.list('indicator-value', { where, limit: 1 })
    const value = latest ? number(latest.data, 'value') : null
    values.push({ indicatorId: id, name: data['name'] ?? null, value, target: data['target'] ?? null })
  }
  const manual = period === null ? [] : indicators.filter(({ data }) => data['source'] === 'manual')
  const manualIndicators = manual.map(({ id, data }) => ({
    indicatorId: id,
    name: data['name'] ?? null,
    unit: data['unit'] ?? null,
    processKey: data['processKey'] ?? null,
    period,
  }))
  return { variables: { values, manualIndicators } }
}
