/** The rooms that somebody may enter, for the navigation. */
import { mayManageIdentity } from '../../../api/policies/identity.ts'
import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import { mayLookForInstances } from '../../../api/policies/instances.ts'
import { mayLookForMeasures } from '../../../api/policies/measuring.ts'
import { mayLookForRecords } from '../../../api/policies/records.ts'
import { mayLookForScale } from '../../../api/policies/scale.ts'
import { mayWorkOnTasks } from '../../../api/policies/tasks.ts'
import { mayServeAtCounter } from './may-serve-at-counter.ts'
import type { Policy } from '../../../api/endpoint.ts'
import type { PageCall, RoomKey } from './page.ts'
import { FRAME_TEXTS } from './frame-texts.ts'

const ROOMS: readonly { readonly key: RoomKey; readonly href: string; readonly may: Policy }[] = [
  { key: 'tasks', href: '/tasks', may: mayWorkOnTasks },
  { key: 'counter', href: '/counter', may: mayServeAtCounter },
  { key: 'cases', href: '/cases', may: mayLookForInstances },
  { key: 'registers', href: '/registers', may: mayLookForRecords },
  { key: 'processes', href: '/processes', may: mayReadDefinitions },
  { key: 'measures', href: '/measures', may: mayLookForMeasures },
  { key: 'scale', href: '/scale', may: mayLookForScale },
  { key: 'people', href: '/people', may: mayManageIdentity },
]

export interface Room {
  readonly key: RoomKey
  readonly href: string
  readonly text: string
  readonly current: boolean
}

/** @param current the room that the page belongs to */
export function roomsOf({ caller, loggedIn, language }: PageCall, current: RoomKey | undefined): readonly Room[] {
  if (!loggedIn) return []
  return ROOMS.filter(({ may }) => may(caller)).map(({ key, href }) => ({
    key,
    href,
    text: FRAME_TEXTS[language].rooms[key],
    current: key === current,
  }))
}
