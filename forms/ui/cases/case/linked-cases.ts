/**
 * The cases that came of one: an incident of an application, the problem of that incident, its change. Their main records
 * lead there: each names the one that it came of, or is named by it. Records have the ids of their cases.
 */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import { isObject, type Variables } from '../../../../engine/model/json.ts'
import type { Register } from '../../../../engine/records/register.ts'
import { mayReadRegister } from '../../../../api/policies/records.ts'
import { visibleInstance } from '../../../../api/routes/visible-instance.ts'
import type { PageCall } from '../../shared/page.ts'

const MOST_LINKED = 30
const MOST_STEPS = 3
const MOST_REFERRING = 100

export interface LinkedCase {
  readonly instance: ProcessInstanceDetails
  readonly process: string
  readonly number: string
  readonly status: string | null
}

interface Place {
  readonly register: Register
  readonly id: string
}

/** Those that the reader may know of, in the order in which they began. */
export async function linkedCases(call: PageCall, root: ProcessInstanceDetails): Promise<readonly LinkedCase[]> {
  const { ports, caller, institutionId, language } = call
  // Another case of the same kind that names this one, e.g. a repeated application, is not part of it.
  const registers = ports.data.registers.filter(
    (one) => one.status?.changedBy === 'process' && mayReadRegister(caller, one),
  )
  const own = registers.find(({ register }) => register === root.processKey)
  if (!own) return []
  const others = registers.filter((one) => one !== own)
  const found: LinkedCase[] = []
  const seen = new Set([root.id])
  let places: readonly Place[] = [{ register: own, id: root.id }]
  for (let step = 0; step < MOST_STEPS && places.length > 0; step++) {
    const next: Place[] = []
    for (const place of places)
      for (const near of await around(call, place, others)) {
        if (seen.has(near.id) || found.length >= MOST_LINKED) continue
        seen.add(near.id)
        const instance = await visible(call, near.id)
        // What was there before is where this case came from.
        if (!instance || instance.rootInstanceId !== instance.id || instance.startedAt < root.startedAt) continue
        const record = await ports.engine.getRecord({ institutionId, register: near.register.register, id: near.id })
        next.push(near)
        found.push({
          instance,
          process: await ports.names.process(institutionId, instance.processKey, language),
          number: record.number ?? '',
          status: record.status,
        })
      }
    places = next
  }
  return found.toSorted((one, other) => (one.instance.startedAt < other.instance.startedAt ? -1 : 1))
}

/** What names a record, and what it names one by one: many together, as the applications of an incident, are not its own. */
async function around(
  { ports, institutionId }: PageCall,
  { register, id }: Place,
  registers: readonly Register[],
): Promise<readonly Place[]> {
  const { engine } = ports
  const byName = new Map(registers.map((one) => [one.register, one]))
  try {
    const record = await engine.getRecord({ institutionId, register: register.register, id })
    const properties = isObject(register.schema) ? register.schema['properties'] : null
    const named = Object.entries(isObject(properties ?? null) ? (properties as Variables) : {}).flatMap(
      ([field, schema]) => {
        const to = byName.get(isObject(schema) ? String(schema['x-ref']) : '')
        const value = record.data[field]
        return to && typeof value === 'string' ? [{ register: to, id: value }] : []
      },
    )
    const names = [...byName.keys()]
    const { items } = await engine.listReferringRecords({
      institutionId,
      register: register.register,
      id,
      registers: names,
      limit: MOST_REFERRING,
    })
    const naming = items.flatMap((one) => {
      const from = byName.get(one.register)
      return from ? [{ register: from, id: one.id }] : []
    })
    return [...naming, ...named]
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}

async function visible({ ports, caller, institutionId }: PageCall, id: string): Promise<ProcessInstanceDetails | null> {
  try {
    return await visibleInstance({ engine: ports.engine, caller, institutionId }, id)
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
