/** Who is in a work group: persons of the register whose `groupIds` name it. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { personRecords, textsIn } from './person-record.ts'
import type { PageCall } from '../shared/page.ts'

export const WORK_GROUP = 'work-group'

export interface Member {
  readonly recordId: string
  readonly name: string
  /** Null where the person has no account. */
  readonly login: string | null
}

/** @returns members by the id of the group */
export async function membersOfGroups(call: PageCall): Promise<ReadonlyMap<string, readonly Member[]>> {
  const members = new Map<string, Member[]>()
  for (const record of await personRecords(call)) {
    for (const groupId of textsIn(record.data['groupIds'])) {
      const ofGroup = members.get(groupId) ?? []
      ofGroup.push(memberOf(record))
      members.set(groupId, ofGroup)
    }
  }
  for (const ofGroup of members.values()) ofGroup.sort((one, other) => one.name.localeCompare(other.name, 'lv'))
  return members
}

function memberOf({ id, data }: RecordView): Member {
  const { name, userId } = data
  return { recordId: id, name: typeof name === 'string' ? name : id, login: typeof userId === 'string' ? userId : null }
}
