/** `continuity.load`: what the continuity plans in force say must be done for some services. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, present, text, texts } from '../input.ts'

const REGISTER = 'continuity-plan'
const MOST_PLANS = 100

/**
 * {serviceIds} → {plans: [{planId, planNumber, title, serviceIds, validTo, nextReview}], planSteps: [{planNumber, order, step,
 * role, minutes, instruction}], contacts: [{person, role, phone}], withoutPlan: [serviceId]}. The plan of a service is the
 * newest that is in force today and names it. Steps of several plans go together by their order; the same contact is named
 * once.
 */
export const loadPlansInForce: Handler = async (call) => {
  const serviceIds = [...new Set(texts(call.input['serviceIds']))]
  const chosen = new Map<string, RecordView>()
  const withoutPlan: string[] = []
  for (const serviceId of serviceIds) {
    const plan = await planFor(call, serviceId)
    if (plan) chosen.set(plan.id, plan)
    else withoutPlan.push(serviceId)
  }
  const plans = [...chosen.values()]
  return {
    variables: {
      plans: plans.map(summaryOf),
      planSteps: plans
        .flatMap((plan) => objects(plan.data, 'planSteps').map((step) => ({ planNumber: plan.number, ...step })))
        .toSorted((one, other) => (number(one, 'order') ?? 0) - (number(other, 'order') ?? 0)),
      contacts: once(plans.flatMap((plan) => objects(plan.data, 'contacts'))),
      withoutPlan,
    },
  }
}

async function planFor({ records, now }: HandlerCall, serviceId: string): Promise<RecordView | null> {
  const today = now.slice(0, 10)
  const plans = await records.list(REGISTER, {
    where: { serviceIds: serviceId },
    status: ['active'],
    limit: MOST_PLANS,
  })
  const inForce = ({ data }: RecordView) =>
    (text(data, 'validFrom') ?? today) <= today && today <= (text(data, 'validTo') ?? today)
  return plans.find(inForce) ?? null
}

function summaryOf({ id, number: planNumber, data }: RecordView): Variables {
  const { title = null, serviceIds = null, validTo = null, nextReview = null } = data
  return { planId: id, planNumber, ...present({ title, serviceIds, validTo, nextReview }) }
}

function once(contacts: readonly Variables[]): readonly Variables[] {
  return [...new Map(contacts.map((contact): [Json | undefined, Variables] => [contact['person'], contact])).values()]
}
