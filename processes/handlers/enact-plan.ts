/** `plan.enact`: a plan comes into force, and those that it replaces are over. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import type { RecordUnit } from '../../engine/records/record-unit.ts'
import { number, object, requiredText, text, texts, withoutEmptyCells } from './input.ts'

/** What registers of plans call a plan that holds until another one comes. */
const HOLDS = ['in_force', 'active', 'fulfilled']

/** {register, id, status?, patch?} → {planVersion, supersededPlans}: see `enact`. */
export const enactPlan: Handler = async ({ input, records }) => {
  const register = requiredText(input, 'register')
  const id = requiredText(input, 'id')
  const status = text(input, 'status') ?? 'in_force'
  return { variables: await enact(records, { register, id, status, patch: object(input, 'patch') }) }
}

/**
 * The plan gets the status, what `patch` says of it, and a version one higher than any of its services had; plans in force
 * whose services are all among its own are superseded. Where only some are, the newer plan goes before the older.
 *
 * @throws NotFound
 */
export async function enact(
  records: RecordUnit,
  { register, id, status, patch }: { register: string; id: string; status: string; patch: Variables },
): Promise<{ readonly planVersion: number; readonly supersededPlans: readonly string[] }> {
  const plan = await records.get(register, id)
  if (!plan) throw new NotFound(`${register} record`, id)
  const serviceIds = texts(plan.data['serviceIds'])
  const earlier = (await records.related(serviceIds, { register, field: 'serviceIds' })).filter((one) => one.id !== id)
  const planVersion = Math.max(0, ...earlier.map(({ data }) => number(data, 'planVersion') ?? 0)) + 1
  const replaced = earlier.filter(
    (one) =>
      HOLDS.includes(one.status ?? '') &&
      texts(one.data['serviceIds']).every((serviceId) => serviceIds.includes(serviceId)),
  )
  await records.update(register, id, { ...withoutEmptyCells(patch), planVersion }, { status })
  for (const one of replaced) await records.update(register, one.id, {}, { status: 'superseded' })
  return { planVersion, supersededPlans: replaced.map((one) => one.id) }
}
