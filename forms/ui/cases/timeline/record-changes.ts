/**
 * How the main records of a case and of its linked cases changed, among the events of a page of the timeline: each change of
 * status, and, where technical events are told too, which fields changed.
 */
import type { RecordVersionView } from '../../../../engine/records/record-unit.ts'
import type { Register } from '../../../../engine/records/register.ts'
import { mayReadRegister } from '../../../../api/policies/records.ts'
import { fieldChanges } from '../../registers/field-changes.ts'
import { registerForm } from '../../registers/register-form.ts'
import type { PageCall } from '../../shared/page.ts'
import { statusLabel } from '../status-label.ts'
import type { CaseRoom } from '../case/load-case.ts'
import type { ToldEvent } from './tell-event.ts'
import { TIMELINE_TEXTS } from './timeline-texts.ts'

/** More than a record of a case has in years. */
const MOST_VERSIONS = 200

/** The part of time that a page tells of: from its earliest event on, up to where the page of later events begins. */
export interface TimeSpan {
  /** Null: from the beginning. */
  readonly from: string | null
  /** Null: up to now. */
  readonly before: string | null
}

/** @param fields whether changes of fields are told, not of the status alone */
export async function recordChanges(
  call: PageCall,
  room: CaseRoom,
  { from, before }: TimeSpan,
  fields: boolean,
): Promise<readonly ToldEvent[]> {
  const { ports, caller } = call
  const told: ToldEvent[] = []
  const places = [
    ...(room.record ? [{ id: room.root.id, processKey: room.root.processKey, number: '' }] : []),
    ...room.linked.map(({ instance: { id, processKey }, process, number }) => ({
      id,
      processKey,
      number: `${process} ${number}`.trim(),
    })),
  ]
  for (const { id, processKey, number } of places) {
    const register = ports.data.registers.find((one) => one.register === processKey)
    if (!register || !mayReadRegister(caller, register)) continue
    const versions = await versionsOf(call, processKey, id)
    for (const [index, version] of versions.entries()) {
      if ((from !== null && version.at < from) || (before !== null && version.at >= before)) continue
      const sentence = sentenceOf(call, register, version, versions[index - 1] ?? null, fields)
      if (sentence === null) continue
      told.push({
        key: `${id} v${version.version}`,
        at: version.at,
        type: 'record-changed',
        sentence,
        by: await byOf(call, version),
        where: number === '' ? '' : TIMELINE_TEXTS[call.language].inCase(number),
        words: '',
        why: null,
        notification: null,
        entered: null,
      })
    }
  }
  return told
}

/** The oldest first. */
async function versionsOf({ ports, institutionId }: PageCall, register: string, id: string) {
  const { items } = await ports.engine.listRecordVersions({ institutionId, register, id, limit: MOST_VERSIONS })
  return items.toReversed()
}

/** Null where there is nothing to tell. */
function sentenceOf(
  { ports, language }: PageCall,
  register: Register,
  now: RecordVersionView,
  before: RecordVersionView | null,
  fields: boolean,
): string | null {
  const texts = TIMELINE_TEXTS[language]
  const label = (status: string): string => statusLabel(ports.data, register.register, status, language)
  // The oldest of very many is no beginning.
  if (before === null && now.version > 1) return null
  if (now.status !== null && now.status !== (before?.status ?? null))
    return texts.statusChanged(
      before?.status === null || before === null ? '' : label(before.status),
      label(now.status),
    )
  if (!fields || before === null || before.data === null || now.data === null) return null
  const changed = fieldChanges(registerForm(register, ports.data), language, before.data, now.data)
  return changed.length === 0 ? null : texts.fieldsChanged(changed.map(({ field }) => field.texts.label).join(', '))
}

async function byOf({ ports, institutionId, language }: PageCall, { by }: RecordVersionView): Promise<string> {
  return by === null || by === 'system' ? '' : ports.names.person(institutionId, by, language)
}
