/**
 * Whether the books of a simulated time are consistent: what the engine, its records and its accounts say is held against
 * what the simulated people did, and against each other.
 */
import type { Variables } from '../../engine/model/json.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { collectFacts, type Facts } from '../crash/checks/facts.ts'
import { orphans } from '../crash/checks/orphans.ts'
import { readSqlite } from '../crash/checks/snapshot.ts'
import { INSTITUTION } from '../support/house.ts'
import type { Lived } from './run.ts'

/** States of an application in which nothing is left to do. */
const OVER = new Set(['closed', 'rejected', 'forwarded', 'no_reply', 'duplicate', 'withdrawn'])

interface Books extends Lived {
  readonly facts: Facts
  readonly records: (register: string) => Promise<readonly RecordView[]>
}

/** @returns a sentence for everything that does not add up */
export async function findFaultsInBooks(lived: Lived): Promise<readonly string[]> {
  const { address } = lived.house.database
  if (!('path' in address) || address.path === undefined)
    throw new Error('Expected a database in a file, because the books are read from outside the engine.')
  const facts = collectFacts(await readSqlite(address.path), [])
  const books: Books = { ...lived, facts, records: (register) => allRecords(lived, register) }
  const faults: string[] = [...orphans(facts), ...facts.snapshot.damage]
  for await (const fault of applications(books)) faults.push(fault)
  for await (const fault of work(books)) faults.push(fault)
  for await (const fault of outages(books)) faults.push(fault)
  faults.push(...failures(facts), ...messages(facts))
  return faults
}

/** Every application is closed, or its case still waits for something that has a name. */
async function* applications({ facts, records, world }: Books): AsyncGenerator<string> {
  const found = new Map((await records('application')).map((record) => [record.id, record]))
  for (const id of world.intents.keys()) {
    const record = found.get(id)
    const instance = facts.instances.get(id)
    if (!record || !instance) {
      yield `Application "${id}" was taken in, but its record or its case is not there.`
      continue
    }
    const isOver = OVER.has(record.status ?? '')
    if (isOver !== (instance.row.endedAt !== null))
      yield `Application ${record.number} is ${record.status}, but its case is ${instance.row.status}.`
    if (!isOver && !isExplained(facts, id))
      yield `Application ${record.number} is ${record.status}, and nobody knows why.`
  }
}

/** Somebody has a task of the case or of what came of it, or a time is set, or an answer is awaited. */
function isExplained({ snapshot }: Facts, rootInstanceId: string): boolean {
  const of = (row: { readonly rootInstanceId: string }): boolean => row.rootInstanceId === rootInstanceId
  return (
    snapshot.tasks.some((task) => of(task) && task.state === 'open') ||
    snapshot.timers.some((timer) => timer.processInstanceId === rootInstanceId) ||
    snapshot.subscriptions.some((one) => one.processInstanceId === rootInstanceId)
  )
}

/** What people report with their tasks is a cost at their rate, once; the costs of an application add up. */
async function* work({ records, world }: Books): AsyncGenerator<string> {
  const entries = await records('cost-entry')
  const ofWork = entries.filter(({ data }) => data['source'] === 'work')
  const reported = world.work.reduce((sum, { minutes }) => sum + minutes, 0)
  const kept = ofWork.reduce((sum, { data }) => sum + amountOf(data, 'minutes'), 0)
  if (reported !== kept) yield `People reported ${reported} minutes of work, but the cost entries hold ${kept}.`
  for (const { id, data } of ofWork) {
    const amount = Math.round((amountOf(data, 'minutes') * amountOf(data, 'rate') * 100) / 60) / 100
    if (Math.abs(amount - amountOf(data, 'amount')) > 0.001)
      yield `Cost entry "${id}" says ${amountOf(data, 'amount')} EUR, but its minutes and rate make ${amount}.`
  }
  for (const { id, number, data } of await records('application')) {
    const sum = entries
      .filter((entry) => entry.data['applicationId'] === id)
      .reduce((total, entry) => total + amountOf(entry.data, 'amount'), 0)
    if (Math.abs(sum - amountOf(data, 'cost')) > 0.005)
      yield `Application ${number} cost ${amountOf(data, 'cost')} EUR, but its entries add up to ${sum.toFixed(2)}.`
  }
}

/**
 * What the register of outages says is what happened: each disturbance is there, unless its alarm came within planned
 * work; and an outage ends when the service worked again, which may be after another disturbance that joined its incident.
 */
async function* outages({ records, world }: Books): AsyncGenerator<string> {
  const kept = await records('outage')
  const alarms = await records('monitoring-alarm')
  for (const { serviceId, from, to } of world.disturbances) {
    const own = kept.filter(({ data }) => data['serviceId'] === serviceId && overlaps(data, from, to))
    const alarm = alarms.find(({ data }) => data['serviceId'] === serviceId && data['detectedAt'] === from)
    if (own.length === 0 && alarm?.status !== 'planned')
      yield `"${serviceId}" did not work from ${from} to ${to}, but no outage says so. Its alarm: ${alarm?.status} ${JSON.stringify(alarm?.data)}.`
    const ends = world.disturbances.filter((one) => one.serviceId === serviceId).map((one) => one.to)
    for (const { id, data } of own)
      if (!ends.includes(String(data['to'])))
        yield `Outage "${id}" lasts until ${String(data['to'])}, but "${serviceId}" worked again at ${ends.join(', ')}.`
  }
}

const overlaps = (data: Variables, from: string, to: string): boolean =>
  String(data['from']) <= to && (data['to'] === null || data['to'] === undefined || String(data['to']) >= from)

/** No step failed for good. */
function failures({ snapshot }: Facts): readonly string[] {
  return snapshot.incidents
    .filter(({ closedAt }) => closedAt === null)
    .map(({ elementId, message }) => `Step ${elementId} failed: ${message}`)
}

/** Every message was received, or still waits within its time. One that nobody takes becomes a case that says so. */
function messages({ instances }: Facts): readonly string[] {
  return [...instances.values()]
    .filter(({ row }) => row.processKey === 'undelivered-message')
    .map(({ history }) => `A message found no receiver: ${JSON.stringify(history[0]?.data)}`)
}

function amountOf(data: Variables, field: string): number {
  const value = data[field]
  return typeof value === 'number' ? value : 0
}

async function allRecords({ house }: Lived, register: string): Promise<readonly RecordView[]> {
  const found: RecordView[] = []
  let after: string | undefined
  do {
    const query = { institutionId: INSTITUTION, register, limit: 200, ...(after === undefined ? {} : { after }) }
    const page = await house.engine.listRecords(query)
    found.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}
