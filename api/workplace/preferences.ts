/** What people have set up for themselves: shortcuts of the keyboard, of what they are told by which way, what they need no more. */
import type { Owner, WorkplacePorts } from './ports.ts'
import { Preference } from './tables.ts'

/** What a person can be told of. */
export const NOTICE_EVENTS = ['new-work', 'assigned', 'due-soon', 'overdue', 'answered'] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]

/** By which way. */
export const NOTICE_CHANNELS = ['page', 'email'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]

export interface Preferences {
  readonly shortcuts: boolean
  /** Whether the first steps of an institution are pointed out to them, if that is their work. */
  readonly firstSteps: boolean
  readonly notices: { readonly [E in NoticeEvent]: { readonly [C in NoticeChannel]: boolean } }
}

/** New work of a whole group by e-mail would be noise; what is one's own and late is worth one. */
export const DEFAULT_PREFERENCES: Preferences = {
  shortcuts: true,
  firstSteps: true,
  notices: {
    'new-work': { page: true, email: false },
    assigned: { page: true, email: true },
    'due-soon': { page: true, email: true },
    overdue: { page: true, email: true },
    answered: { page: true, email: true },
  },
}

export class PersonalPreferences {
  private readonly ports: WorkplacePorts

  constructor(ports: WorkplacePorts) {
    this.ports = ports
  }

  /** With defaults for whatever the person has not decided. */
  async get({ institutionId, login }: Owner): Promise<Preferences> {
    const row = await this.ports.store.read((manager) => manager.findOneBy(Preference, { institutionId, login }))
    return row ? readable(row.content) : DEFAULT_PREFERENCES
  }

  async set({ institutionId, login, preferences }: Owner & { readonly preferences: Preferences }): Promise<void> {
    const updatedAt = this.ports.clock.now().toISOString()
    const content = JSON.stringify(preferences)
    await this.ports.store.write((manager) =>
      manager.upsert(Preference, { institutionId, login, content, updatedAt }, ['institutionId', 'login']),
    )
  }
}

/** What was stored before an event or a channel was there says nothing of it. */
function readable(content: string): Preferences {
  const stored = JSON.parse(content) as {
    shortcuts?: boolean
    firstSteps?: boolean
    notices?: Record<string, Record<string, boolean>>
  }
  const decided = (event: NoticeEvent, channel: NoticeChannel): boolean =>
    stored.notices?.[event]?.[channel] ?? DEFAULT_PREFERENCES.notices[event][channel]
  const notices = NOTICE_EVENTS.map((event) => [
    event,
    Object.fromEntries(NOTICE_CHANNELS.map((channel) => [channel, decided(event, channel)])),
  ])
  return {
    shortcuts: stored.shortcuts ?? DEFAULT_PREFERENCES.shortcuts,
    firstSteps: stored.firstSteps ?? DEFAULT_PREFERENCES.firstSteps,
    notices: Object.fromEntries(notices) as Preferences['notices'],
  }
}
