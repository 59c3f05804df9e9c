/** `cost.record`: what work cost, so that reports can add it up by service, process and record. */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import { number, objects, requiredText, text } from './input.ts'
import { settingsIn } from './registers.ts'

/**
 * {applicationId?, processKey, record?, recordId?, serviceId?, minutes?, lines?, rate?} → {costEntryIds, cost}. The cost
 * belongs to any record: `recordId`, else the application, else the case; `record` is what people call it, e.g. its
 * number. Minutes of work are direct, recurring costs at `rate` EUR per hour (default: the setting `hourlyRate`); lines
 * are {item, amount, nature, frequency} in EUR. The application's total, where there is one, grows by both; `cost` is
 * what the record has cost so far.
 */
export const recordCost: Handler = async (call) => {
  const { input, records, facts, now } = call
  const applicationId = text(input, 'applicationId')
  const application = applicationId ? await records.get('application', applicationId) : null
  const serviceId =
    text(input, 'serviceId') ??
    (application ? text(application.data, 'serviceId') : null) ??
    text(call.variables, 'serviceId')
  const recordId = text(input, 'recordId') ?? applicationId ?? facts.businessKey
  const common: Variables = {
    applicationId,
    serviceId,
    processKey: requiredText(input, 'processKey'),
    recordId,
    record: text(input, 'record'),
    taskId: facts.elementId,
    date: now.slice(0, 10),
  }
  const entries: Variables[] = objects(input, 'lines')
    .filter((line) => number(line, 'amount') !== null)
    .map(({ item, amount, nature, frequency }) => ({
      ...common,
      item: item ?? null,
      amount: cents(Number(amount)),
      nature: nature ?? 'direct',
      frequency: frequency ?? 'one_off',
      source: 'line',
    }))
  const minutes = number(input, 'minutes') ?? 0
  if (minutes > 0) {
    const rate = number(input, 'rate') ?? number(settingsIn(call), 'hourlyRate') ?? 0
    const amount = cents((minutes * rate) / 60)
    const work = {
      minutes: Math.round(minutes),
      rate,
      amount,
      nature: 'direct',
      frequency: 'recurring',
      source: 'work',
    }
    entries.push({ ...common, ...work })
  }
  const costEntryIds: string[] = []
  for (const entry of entries) costEntryIds.push((await records.create('cost-entry', entry)).id)
  if (application && entries.length > 0) {
    const added = entries.reduce((sum, entry) => sum + Number(entry['amount']), 0)
    const cost = cents((number(application.data, 'cost') ?? 0) + added)
    await records.update('application', application.id, { cost })
  }
  return { variables: { costEntryIds, cost: recordId === null ? 0 : await totalOf(call, recordId) } }
}

async function totalOf({ records }: HandlerCall, recordId: string): Promise<number> {
  const entries = await records.list('cost-entry', { where: { recordId }, limit: 1000 })
  return cents(entries.reduce((sum, { data }) => sum + (number(data, 'amount') ?? 0), 0))
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
