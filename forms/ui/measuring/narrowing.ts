/** What the address of a page of indicators says. */
import type { Part } from '../../../engine/measuring/figure.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import type { Option } from '../shared/parts/select.tsx'
import { bilingual, servicesOf } from '../shared/service-names.ts'
import { askedPeriod } from './period-name.ts'

/** What the page is narrowed to, and what it may be narrowed to. */
export interface Narrowing {
  readonly period: string
  readonly only: Partial<Readonly<Record<Part, string>>>
  /** More than the period that is shown anyway. */
  readonly isNarrowed: boolean
  readonly choices: {
    readonly services: readonly Option[]
    readonly groups: readonly Option[]
    /** Of the process in question. */
    readonly versions: readonly string[]
  }
}

const LONGEST = 200
const MOST_GROUPS = 200
const MOST_VERSIONS = 50

/** @param processKey whose versions are offered; null where none are */
export async function readNarrowing(call: PageCall, processKey: string | null): Promise<Narrowing> {
  const { query, ports, institutionId, language } = call
  const one = (name: string): string => (query.get(name) ?? '').slice(0, LONGEST)
  const only = {
    ...(one('service') === '' ? {} : { service: one('service') }),
    ...(one('group') === '' ? {} : { group: one('group') }),
    ...(one('version') === '' ? {} : { version: one('version') }),
  }
  const named = (records: readonly RecordView[]): readonly Option[] =>
    records.map(({ id, data }) => ({ value: id, text: bilingual(data['name'], language, id) }))
  const [services, groups, versions] = await Promise.all([
    servicesOf(call),
    ports.engine.listRecords({ institutionId, register: 'work-group', limit: MOST_GROUPS, order: 'oldest' }),
    processKey === null ? [] : versionsOf(call, processKey),
  ])
  return {
    period: askedPeriod(query, ports.measuring.today()),
    only,
    isNarrowed: Object.keys(only).length > 0 || query.has('period'),
    choices: { services: named(services), groups: named(groups.items), versions },
  }
}

async function versionsOf({ ports, institutionId }: PageCall, processKey: string): Promise<readonly string[]> {
  const { items } = await ports.engine.listDefinitions({ institutionId, processKey, limit: MOST_VERSIONS })
  return [...new Set(items.map(({ version }) => String(version)))]
}

/** The newest first. */
export const sortedVersions = (versions: readonly string[]): readonly string[] =>
  versions.toSorted((one, other) => Number(other) - Number(one))

/** What addresses of other pages keep of it. */
export function keptQuery({ period, only }: Narrowing): URLSearchParams {
  const { service, group, version } = only
  return new URLSearchParams({
    period,
    ...(service === undefined ? {} : { service }),
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
  })
}

/** The same for the API, where values are given for other programs. */
export function apiAddress(
  narrowing: Narrowing,
  what: Readonly<Record<string, string>>,
  format: 'csv' | 'json',
): string {
  const { period, only } = narrowing
  const { service, group, version } = only
  return `/api/measures${format === 'csv' ? '/export' : ''}?${new URLSearchParams({
    ...what,
    period,
    ...(service === undefined ? {} : { serviceId: service }),
    ...(group === undefined ? {} : { groupId: group }),
    ...(version === undefined ? {} : { version }),
  })}`
}
