/** Where a role holds, in words. */
import type { RoleAssignmentView } from '../../../api/identity/people.ts'
import type { Instant } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { day } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual, servicesOf } from '../shared/service-names.ts'
import { lastDayOf } from '../shared/typed-day.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'

/** Names of services and institutions by id. */
export type ScopeNames = (scope: RoleAssignmentView['scope']) => string

export async function scopeNames(call: PageCall): Promise<ScopeNames> {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  const records = [...(await servicesOf(call)), ...(await institutionsOf(call))]
  const names = new Map(records.map(({ id, data }) => [id, bilingual(data['name'], language, id)]))
  return ({ kind, id }) =>
    kind === 'institution' ? texts.scopeIn.institution : `${texts.scopeIn[kind]} “${names.get(id) ?? id}”`
}

/** Institutions of the register: who may hold services. */
export async function institutionsOf({ ports, institutionId }: PageCall): Promise<readonly RecordView[]> {
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: 'institution',
    limit: 200,
    order: 'oldest',
  })
  return items
}

/** @returns from when until when, and whether that is now */
export function periodWords(
  { language, ports }: PageCall,
  { validFrom, validTo }: { readonly validFrom: Instant; readonly validTo: Instant | null },
): { readonly text: string; readonly state: 'now' | 'not-yet' | 'over' } {
  const texts = PEOPLE_TEXTS[language]
  const now = ports.clock.now().toISOString()
  const text = [
    texts.from(day(validFrom, language)),
    ...(validTo === null ? [] : [texts.until(day(`${lastDayOf(validTo)}T12:00:00Z`, language))]),
  ].join(' ')
  return { text, state: now < validFrom ? 'not-yet' : validTo !== null && validTo <= now ? 'over' : 'now' }
}
