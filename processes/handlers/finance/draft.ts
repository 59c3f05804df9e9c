/** `budget.draft`: a budget to be planned, and what is planned for: services, resources, and the institution itself. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { objects, present, requiredText, text, texts } from '../input.ts'
import { headOf, settingsIn } from '../registers.ts'
import type { CostSum } from './allocation.ts'
import {
  activeServices,
  actualSums,
  actualVolumes,
  budgetInForce,
  linesOf,
  processesIn,
  serviceName,
} from './figures.ts'
import { total } from './money.ts'

/** What a task is opened for: more of them nobody plans by hand. */
const MOST_ITEMS = 500

/**
 * {period, scales, costModel, methodVersion, funding?, …what is kept with the budget} → {budget: {id, number, status,
 * version}, planItems}. The budget has the id of its case, and a revision one above that of the year's budget in force.
 * The cost model becomes a record, the newest of its kind. A plan item is {key, objectKind, serviceId, ciId, scale, name,
 * group, base: {period, planned, actual, volume}}; `base` is what the year before had, `group` is who plans. Services are
 * those in use; resources are configuration items in use of the types in the setting `budgetResourceTypes`.
 *
 * @throws Error when there are more than 500 items
 */
export const draftBudget: Handler = async (call) => {
  const { input, records, facts } = call
  const period = requiredText(input, 'period')
  const scales = texts(input['scales'])
  const before = await budgetInForce(records, period)
  for (const old of await records.list('cost-model', { status: ['active'], limit: 1000 }))
    await records.update('cost-model', old.id, {}, { status: 'retired' })
  const model = await records.create(
    'cost-model',
    { methodVersion: requiredText(input, 'methodVersion'), costTypes: objects(input, 'costModel').map(present) },
    { status: 'active' },
  )
  const planItems = await itemsOf(call, scales, period)
  if (planItems.length > MOST_ITEMS)
    throw new Error(`Expected at most ${MOST_ITEMS} things to plan costs for, but there are ${planItems.length}.`)
  const funding = objects(input, 'fundingSources').map(present)
  const budget = await records.create(
    'budget',
    {
      title: `${period}. gada budžets`,
      period,
      scales,
      level: 'core',
      revision: (typeof before?.data['revision'] === 'number' ? before.data['revision'] : 0) + 1,
      costModelId: model.id,
      reason: text(input, 'reason'),
      tolerancePct: input['tolerancePct'] ?? null,
      toleranceAmount: input['toleranceAmount'] ?? null,
      controlFrequency: text(input, 'controlFrequency'),
      optimisationRules: text(input, 'optimisationRules'),
      calendar: objects(input, 'calendar').map(present),
      approvalPath: text(input, 'approvalPath'),
      fundingSources: funding,
      funding: total(funding.map(({ amount }) => Number(amount))),
      planItems: planItems.map(({ base: _base, group: _group, ...item }) => present(item)),
    },
    { id: facts.processInstanceId, status: 'draft' },
  )
  return { variables: { budget: headOf(budget), planItems } }
}

type CostObject = Pick<CostSum, 'objectKind' | 'serviceId' | 'ciId'>

function objectOf(line: Variables): CostObject {
  return { objectKind: text(line, 'objectKind') ?? '', serviceId: text(line, 'serviceId'), ciId: text(line, 'ciId') }
}

async function itemsOf(call: HandlerCall, scales: readonly string[], period: string): Promise<readonly Variables[]> {
  const { records } = call
  const last = String(Number(period) - 1)
  const year = { from: `${last}-01-01`, before: `${period}-01-01` }
  const budget = await budgetInForce(records, last)
  const lines = budget ? await linesOf(records, budget.id) : []
  const actual = await actualSums(records, year, processesIn(lines))
  const volumes = await actualVolumes(call, year)
  const base = (fits: (of: CostObject) => boolean, serviceId: string | null): Variables => ({
    period: last,
    planned: total(lines.filter(({ data }) => fits(objectOf(data))).map(({ data }) => Number(data['planned'] ?? 0))),
    actual: total(actual.filter(fits).map(({ amount }) => amount)),
    volume: serviceId === null ? null : (volumes.get(serviceId) ?? 0),
  })
  const services = scales.includes('service') ? await activeServices(records) : []
  const resources = scales.includes('resource') ? await resourcesIn(call) : []
  const wider = scales.filter((scale) => scale !== 'service' && scale !== 'resource')
  return [
    ...services.map((service) => ({
      key: service.id,
      objectKind: 'service',
      serviceId: service.id,
      ciId: null,
      scale: 'service',
      name: serviceName(service),
      group: `SM@${service.id}`,
      base: base((of) => of.serviceId === service.id, service.id),
    })),
    ...resources.map(({ id, data }) => ({
      key: id,
      objectKind: 'resource',
      serviceId: null,
      ciId: id,
      scale: 'resource',
      name: `${String(data['ciNumber'])} ${String(data['name'])}`,
      group: `RM@${id}`,
      base: base((of) => of.ciId === id, null),
    })),
    ...wider.map((scale) => ({
      key: `management-${scale}`,
      objectKind: 'management',
      serviceId: null,
      ciId: null,
      scale,
      name: text(settingsIn(call), 'managementCostsName') ?? 'Pārvaldība',
      group: 'SPM',
      base: base((of) => of.objectKind === 'management', null),
    })),
  ]
}

async function resourcesIn({ records, environment }: HandlerCall): Promise<readonly RecordView[]> {
  const types = texts(settingsIn({ environment })['budgetResourceTypes'])
  const found: RecordView[] = []
  for (const type of types)
    found.push(...(await records.list('configuration-item', { where: { type }, status: ['in_use'], limit: 1000 })))
  return found.toSorted((one, other) => (String(one.data['ciNumber']) < String(other.data['ciNumber']) ? -1 : 1))
}
