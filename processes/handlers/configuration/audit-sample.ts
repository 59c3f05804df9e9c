/** `audit.sample`: which items an audit of the CMDB looks at, and whose they are. */
import { createHash } from 'node:crypto'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { number, object, present, requiredText, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { impactRules } from './impact.ts'
import { itemsInUse } from './model.ts'
import { itemsOfServices, turned, walkItems } from '../../walk-impact.ts'

/**
 * {title, scope?, changeId?, reason?} → {auditId, auditNumber, auditItems: [{ciId, name, type, status, ownerId, ownerName,
 * assignee, recorded}]}, those of one resource manager together. All items whose criticality is in the setting
 * `criticalCiLevels` , and of the others the share `auditSampleShare`, drawn by the id of the case, so
 * that a repeated step draws the same; at most `auditSampleMost`. `scope` are services: all that they rest on counts;
 * without one all items do. Items of the change that asked are verified in any case.
 */
export const sampleForAudit: Handler = async (call) => {
  const { input, records, facts, now } = call
  const scope = texts(input['scope'])
  const chosen = await choose(call, scope)
  const people = await ownersOf(call, chosen)
  const auditItems = chosen.map((item) => describe(item, people)).toSorted(byOwner)
  const record = await records.create(
    'configuration-audit',
    {
      title: requiredText(input, 'title'),
      startedAt: now,
      sampledCis: chosen.map(({ id }) => id),
      ...present({ reason: text(input, 'reason')?.slice(0, 300) ?? null }),
      ...(scope.length > 0 ? { scope } : {}),
    },
    { id: facts.processInstanceId, status: 'verifying' },
  )
  return { variables: { auditId: record.id, auditNumber: record.number, auditItems } }
}

async function choose(call: HandlerCall, scope: readonly string[]): Promise<readonly RecordView[]> {
  const settings = settingsIn(call)
  const changeId = text(call.input, 'changeId')
  const change = changeId === null ? null : await call.records.get('change', changeId)
  const named = new Set(texts(change?.data['ciIds']))
  const within = scope.length === 0 ? null : await itemsUnder(call, scope)
  const critical = new Set(texts(settings['criticalCiLevels']))
  const share = number(settings, 'auditSampleShare') ?? 0
  const must: RecordView[] = []
  const drawn: { readonly item: RecordView; readonly lot: number }[] = []
  for await (const item of itemsInUse(call.records)) {
    const inScope = within === null || within.has(item.id)
    const lot = lotOf(call.facts.processInstanceId, item.id)
    if (named.has(item.id) || (inScope && critical.has(text(item.data, 'criticality') ?? ''))) must.push(item)
    else if (inScope && lot < share) drawn.push({ item, lot })
  }
  const random = drawn.toSorted((one, other) => one.lot - other.lot).map(({ item }) => item)
  return [...must, ...random].slice(0, number(settings, 'auditSampleMost') ?? 0)
}

/** All items that the services rest on. */
async function itemsUnder(call: HandlerCall, scope: readonly string[]): Promise<ReadonlySet<string>> {
  const { directions, bounds } = impactRules(call)
  const start = await itemsOfServices(call.records, scope)
  const { items } = await walkItems(call.records, start, turned(directions), bounds, call.now)
  return new Set(items.keys())
}

/** A number from 0 to under 1 that belongs to the item in this audit. */
function lotOf(auditId: string, ciId: string): number {
  return createHash('sha256').update(`${auditId} ${ciId}`).digest().readUInt32BE(0) / 2 ** 32
}

async function ownersOf(
  { records }: HandlerCall,
  items: readonly RecordView[],
): Promise<ReadonlyMap<string, Variables>> {
  const ids = items.flatMap(({ data }) => text(data, 'ownerPersonId') ?? [])
  return new Map((await records.getMany('person', ids)).map(({ id, data }) => [id, data]))
}

function describe(item: RecordView, people: ReadonlyMap<string, Variables>): Variables {
  const ownerId = text(item.data, 'ownerPersonId')
  const owner = people.get(ownerId ?? '') ?? {}
  const recorded: Record<string, Json> = {
    ...object(item.data, 'attributes'),
    ...present({ location: item.data['location'] ?? null, status: item.status }),
  }
  return {
    ciId: item.id,
    name: item.data['name'] ?? null,
    type: item.data['type'] ?? null,
    ownerId,
    ownerName: owner['name'] ?? null,
    assignee: owner['userId'] ?? null,
    recorded,
  }
}

function byOwner(one: Variables, other: Variables): number {
  const key = ({ ownerId = null, ciId = null }: Variables) => `${String(ownerId ?? '~')} ${String(ciId)}`
  return key(one).localeCompare(key(other))
}
