/** `plan.enact`: a plan comes into force, and those that it replaces are over. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import { number, object, requiredText, texts, withoutEmptyCells } from './input.ts'

/** What holds until another plan comes. */
const HOLDS = ['in_force', 'fulfilled']

/** {register, id, patch?} → {planVersion, supersededPlans}: see `enact`. */
export const enactPlan: Handler = async (call) => {
  const { input } = call
  const enacted = await enact(call, requiredText(input, 'register'), requiredText(input, 'id'), object(input, 'patch'))
  return { variables: enacted }
}

/**
 * The plan gets the status `in_force`, the time, and a version one higher than any of its services had; plans in force
 * whose services are all among its own are superseded. Where only some are, the newer plan goes before the older.
 *
 * @throws NotFound
 */
export async function enact(
  { records, now }: HandlerCall,
  register: string,
  id: string,
  patch: Variables,
): Promise<{ readonly planVersion: number; readonly supersededPlans: readonly string[] }> {
  const plan = await records.get(register, id)
  if (!plan) throw new NotFound(`${register} record`, id)
  const serviceIds = texts(plan.data['serviceIds'])
  const earlier = (await records.related(serviceIds, { register, field: 'serviceIds' })).filter((one) => one.id !== id)
  const planVersion = Math.max(0, ...earlier.map(({ data }) => number(data, 'planVersion') ?? 0)) + 1
  const replaced = earlier.filter(
    ({ status, data }) =>
      HOLDS.includes(status ?? '') && texts(data['serviceIds']).every((one) => serviceIds.includes(one)),
  )
  await records.update(
    register,
    id,
    { ...withoutEmptyCells(patch), planVersion, approvedAt: now },
    { status: 'in_force' },
  )
  for (const one of replaced) await records.update(register, one.id, {}, { status: 'superseded' })
  return { planVersion, supersededPlans: replaced.map((one) => one.id) }
}
