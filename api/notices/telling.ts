/**
 * Tells people of their work, each in the way they chose: on the pages, by e-mail, or not. Several things that are new at
 * once make one e-mail. The work grows with what is new, not with what there is.
 *
 * Always true: a person is told of one event once on the pages, because its key is unique, and gets one e-mail for one part
 * of time, because that is its idempotency key; a part is fixed before anybody is told of it (`notice-window.ts`).
 */
import type { Engine } from '../../engine/engine.ts'
import { NotFound } from '../../engine/model/errors.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Identity } from '../identity/index.ts'
import type { PersonView } from '../identity/people.ts'
import type { Workplace } from '../workplace/index.ts'
import type { NoticeWindow } from '../workplace/notice-window.ts'
import type { Preferences } from '../workplace/preferences.ts'
import { happeningsIn, type Happening } from './happenings.ts'

/** What the sentence of an e-mail needs. */
export interface MailFacts {
  readonly kind: Happening['kind']
  readonly taskName: { readonly lv: string; readonly en: string } | null
  readonly number: string | null
  readonly subject: string | null
  readonly dueAt: string | null
  readonly address: string | null
}

export interface TellingPorts {
  readonly engine: Engine
  readonly identity: Identity
  readonly workplace: Workplace
  readonly clock: Clock
  readonly log: Log
  /** The record of an e-mail, and what carries it. */
  readonly compose: (to: {
    readonly recipient: string
    readonly language: 'lv' | 'en'
    readonly notices: readonly MailFacts[]
    readonly address: string | null
  }) => { readonly data: Variables; readonly status: string; readonly outbox: readonly string[] }
  readonly answers: ReadonlySet<string>
  /** Where people reach the pages; null where nobody has said so. */
  readonly publicUrl: string | null
}

/** What is written at this very moment may be on disk a little later, and must not be missed. */
const SETTLED_MS = 2000

export class Telling {
  private readonly ports: TellingPorts

  constructor(ports: TellingPorts) {
    this.ports = ports
  }

  /** Tells of everything that is new. @returns how many notices and e-mails that made */
  async run(institutionId: string): Promise<number> {
    const { workplace, clock } = this.ports
    const until = new Date(clock.now().getTime() - SETTLED_MS).toISOString()
    const window = await workplace.noticeWindows.begin(institutionId, until)
    if (window === null) return 0
    const run = new Run(this.ports, institutionId, window)
    for await (const happening of happeningsIn(this.ports, institutionId, window)) await run.tell(happening)
    await run.sendMails()
    await workplace.noticeWindows.end(institutionId, window)
    return run.told
  }
}

interface Known {
  readonly person: PersonView
  readonly preferences: Preferences
}

/** One part of time. */
class Run {
  told = 0
  private readonly ports: TellingPorts
  private readonly institutionId: string
  private readonly window: NoticeWindow
  private readonly known = new Map<string, Promise<Known | null>>()
  private readonly holders = new Map<string, Promise<readonly string[]>>()
  private readonly mails = new Map<string, MailFacts[]>()

  constructor(ports: TellingPorts, institutionId: string, window: NoticeWindow) {
    this.ports = ports
    this.institutionId = institutionId
    this.window = window
  }

  async tell(happening: Happening): Promise<void> {
    const { kind, eventKey, task, people, groups } = happening
    const held = await Promise.all(groups.map((group) => this.holdersOf(group)))
    const { institutionId } = this
    for (const login of new Set([...people, ...held.flat()])) {
      const known = await this.knownAs(login)
      if (known === null) continue
      const { page, email } = known.preferences.notices[kind]
      const facts = this.factsOf(happening)
      if (page) {
        const { taskName, number, subject, dueAt } = facts
        const isNew = await this.ports.workplace.notices.add({
          institutionId,
          login,
          kind,
          eventKey,
          taskId: task.id,
          processInstanceId: task.rootInstanceId,
          facts: { taskName, number, subject, dueAt },
        })
        if (isNew) this.told += 1
      }
      // The work of a whole group that is late is told to each of them on the pages; an e-mail is for who has it.
      const isOwn = kind === 'new-work' || people.includes(login)
      if (email && isOwn) this.mails.set(login, [...(this.mails.get(login) ?? []), facts])
    }
  }

  async sendMails(): Promise<void> {
    const { engine, compose, publicUrl } = this.ports
    const by = { id: 'system', institutionId: this.institutionId, groups: [], language: 'lv', mayManage: true } as const
    for (const [login, notices] of this.mails) {
      const person = (await this.knownAs(login))?.person
      if (!person?.email) continue
      const address = publicUrl === null ? null : `${publicUrl}/me/notices`
      const { data, status, outbox } = compose({
        recipient: person.email,
        language: person.language ?? 'lv',
        notices,
        address,
      })
      const key = `notices:${this.window.since}:${login}`
      const idempotency = { key, fingerprint: this.window.until }
      await engine.createRecord({ by, idempotency, register: 'notification', data, status, outbox })
      this.told += 1
    }
  }

  private factsOf({ kind, task }: Happening): MailFacts {
    const { id, name, nameEn, elementId, caseNumber, subject, dueAt } = task
    const { publicUrl } = this.ports
    return {
      kind,
      taskName: { lv: name ?? elementId, en: nameEn ?? name ?? elementId },
      number: caseNumber,
      subject,
      dueAt,
      address: publicUrl === null ? null : `${publicUrl}/tasks/${id}`,
    }
  }

  private holdersOf(group: string): Promise<readonly string[]> {
    const known = this.holders.get(group) ?? this.ports.identity.people.holdersOf(this.institutionId, group)
    this.holders.set(group, known)
    return known
  }

  /** Null for who is no person here, or has left. */
  private knownAs(login: string): Promise<Known | null> {
    const known = this.known.get(login) ?? this.lookUp(login)
    this.known.set(login, known)
    return known
  }

  private async lookUp(login: string): Promise<Known | null> {
    const { identity, workplace } = this.ports
    const { institutionId } = this
    try {
      const person = await identity.people.get(institutionId, login)
      if (person.state !== 'active') return null
      return { person, preferences: await workplace.preferences.get({ institutionId, login }) }
    } catch (error) {
      if (error instanceof NotFound) return null
      throw error
    }
  }
}
