/** Services in force, and those that nobody answers for. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

const MOST = 200
const NAMED = 5

export async function servicesInForce({ ports, institutionId }: PageCall): Promise<readonly RecordView[]> {
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: 'service',
    status: ['active'],
    order: 'oldest',
    limit: MOST,
  })
  return items
}

/** A manager is named in the service, or holds a service role for it; which roles these are is a setting. */
export async function serviceManagersMissing(
  { ports, institutionId, language }: PageCall,
  services: readonly RecordView[],
): Promise<readonly string[]> {
  const setting = ports.data.defaultSettings['serviceRoles']
  const roles = Array.isArray(setting) ? setting.map(String) : []
  const people = await Promise.all(
    roles.map((role) => ports.identity.people.list({ institutionId, role, state: 'active', limit: 500 })),
  )
  const managed = new Set(
    people.flatMap(({ items }) =>
      items.flatMap(({ roles: held }) =>
        held.flatMap(({ role, scope }) => (roles.includes(role) && scope.kind === 'service' ? scope.id : [])),
      ),
    ),
  )
  const without = services.filter(({ id, data }) => typeof data['serviceManagerId'] !== 'string' && !managed.has(id))
  if (without.length === 0) return []
  const names = without.slice(0, NAMED).map(({ id, data }) => bilingual(data['name'], language, id))
  return [FIRST_STEPS_TEXTS[language].missing.serviceManagers(without.length - names.length, names.join(', '))]
}
