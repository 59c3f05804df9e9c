/** Who manages what today: processes, services, resources, and the roles that one person holds. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { allRecords } from '../../../processes/all-records.ts'
import { settingsFor } from '../../../processes/maturity/maturity.ts'
import { assignmentOf, managersOn, PROCESS_ASSIGNMENT } from '../../../processes/responsibilities/process-managers.ts'
import type { ProcessAssignment } from '../../../processes/responsibilities/process-managers.ts'
import type { Managing } from '../../../processes/responsibilities/warnings.ts'
import { servicesInForce } from '../first-steps/step-services.ts'
import { mayIn, personRecords } from '../people/person-record.ts'
import type { PageCall } from '../shared/page.ts'
import { groupOf } from '../shared/process-groups.ts'
import { bilingual } from '../shared/service-names.ts'
import { dayOf } from '../shared/typed-day.ts'

/** Groups whose processes each have a manager of their own; shared schemes belong to the overall process manager. */
export const MANAGED_GROUPS: ReadonlySet<string> = new Set(['support', 'planning', 'improvement', 'further'])

/** Shown as they are, no further: a page is for reading. */
const MOST_PEOPLE = 500

/** One process in force. */
export interface ManagedProcess {
  readonly processKey: string
  readonly name: string
  readonly group: string
  readonly managers: readonly ProcessAssignment[]
}

/** Everything that the page shows. */
export interface LoadedManaging {
  readonly managing: Managing
  readonly processes: readonly ManagedProcess[]
  readonly services: readonly { readonly id: string; readonly name: string; readonly managers: readonly string[] }[]
  readonly resources: readonly { readonly id: string; readonly name: string; readonly managers: readonly string[] }[]
  readonly assignments: readonly ProcessAssignment[]
}

export async function loadManaging(call: PageCall): Promise<LoadedManaging> {
  const { ports, institutionId, language } = call
  const { engine, data, clock } = ports
  const { overallRole, managerRoles, portfolioRoles, serviceRoles, recommendedGroups } = data.responsibilities
  const [settings, records, processes, services, items, loginOf, overall, able, bySm, portfolios] = await Promise.all([
    settingsFor({ engine, defaultSettings: data.defaultSettings }, institutionId),
    allRecords(engine, { institutionId, register: PROCESS_ASSIGNMENT, status: ['active'] }),
    namedProcesses(call),
    servicesInForce(call),
    resourcesInUse(call),
    loginsOfPersons(call),
    holders(call, [overallRole]),
    holders(call, managerRoles),
    serviceManagers(call, serviceRoles),
    Promise.all(portfolioRoles.map(async (role) => ({ role, people: await holders(call, [role]) }))),
  ])
  const assignments = records.map(assignmentOf)
  const today = managersOn(assignments, dayOf(clock.now()))
  const managed = processes.map((process) => ({ ...process, managers: today.get(process.processKey) ?? [] }))
  const named = (record: RecordView): string => bilingual(record.data['name'], language, record.id)
  const ofServices = services.map((record) => ({
    id: record.id,
    name: named(record),
    managers: [...new Set([...personIn(record, 'serviceManagerId', loginOf), ...(bySm.get(record.id) ?? [])])],
  }))
  const ofResources = items.map((record) => ({
    id: record.id,
    name: named(record),
    managers: personIn(record, 'ownerPersonId', loginOf),
  }))
  return {
    processes: managed,
    services: ofServices,
    resources: ofResources,
    assignments,
    managing: {
      variant: settings['orgVariant'] === 'unit' ? 'unit' : 'persons',
      overall,
      processes: managed.filter(({ group }) => MANAGED_GROUPS.has(group)),
      recommendedGroups,
      able: new Set(able),
      services: ofServices,
      resources: ofResources,
      portfolios,
    },
  }
}

/** Processes in force by name, service-specific ones left out: those are their services' managers'. */
export async function namedProcesses(
  call: PageCall,
): Promise<readonly { readonly processKey: string; readonly name: string; readonly group: string }[]> {
  const { ports, institutionId, language } = call
  const inForce = await ports.engine.listInForce({ institutionId, holderId: '' })
  const processes = await Promise.all(
    inForce.map(async ({ definition: { id, processKey } }) => {
      const outline = await ports.names.outline(institutionId, id)
      const name = (language === 'en' ? outline.nameEn : null) ?? outline.name
      return { processKey, name, group: groupOf(outline.properties) }
    }),
  )
  const collator = new Intl.Collator(language)
  return processes.filter(({ group }) => group !== 'service').sort((a, b) => collator.compare(a.name, b.name))
}

function personIn({ data }: RecordView, field: string, loginOf: ReadonlyMap<string, string>): readonly string[] {
  const person = data[field]
  return typeof person === 'string' ? [loginOf.get(person) ?? person] : []
}

/** Login by id of the register of staff. */
async function loginsOfPersons(call: PageCall): Promise<ReadonlyMap<string, string>> {
  if (!mayIn(call, 'person').read) return new Map()
  const persons = await personRecords(call)
  return new Map(persons.flatMap(({ id, data: { userId } }) => (typeof userId === 'string' ? [[id, userId]] : [])))
}

/** Logins of active people who hold one of these roles in the whole institution. */
async function holders({ ports, institutionId }: PageCall, roles: readonly string[]): Promise<readonly string[]> {
  const pages = await Promise.all(
    roles.map((role) => ports.identity.people.list({ institutionId, role, state: 'active', limit: MOST_PEOPLE })),
  )
  const now = ports.clock.now().toISOString()
  const people = pages.flatMap(({ items }) =>
    items.flatMap(({ login, roles: held }) =>
      held.some(
        ({ role, scope, validFrom, validTo }) =>
          roles.includes(role) &&
          scope.kind === 'institution' &&
          validFrom <= now &&
          (validTo === null || now < validTo),
      )
        ? login
        : [],
    ),
  )
  return [...new Set(people)].sort()
}

/** Logins of who holds a service role for a service, by the service's id. */
async function serviceManagers(
  { ports, institutionId }: PageCall,
  roles: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const role of roles) {
    const { items } = await ports.identity.people.list({ institutionId, role, state: 'active', limit: MOST_PEOPLE })
    for (const { login, roles: held } of items)
      for (const { role: one, scope } of held)
        if (one === role && scope.kind === 'service') found.set(scope.id, [...(found.get(scope.id) ?? []), login])
  }
  return found
}

/** Configuration items that are neither planned nor retired. */
function resourcesInUse({ ports, institutionId }: PageCall): Promise<readonly RecordView[]> {
  const status = ['acquired', 'in_use', 'maintenance', 'faulty']
  return allRecords(ports.engine, { institutionId, register: 'configuration-item', status, order: 'oldest' })
}
