/** Who may look at an application without an account: whoever has its code, for half an hour at a time. */
import { createHmac } from 'node:crypto'
import { LessThan } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import type { Clock } from '../../engine/ports.ts'
import type { Doors } from '../identity/doors.ts'
import { hashOf, newToken } from '../identity/secrets.ts'
import { trackingCodeOf } from './tracking-code.ts'
import { TrackingCode, TrackingSession } from './tables.ts'

export interface TrackingPorts {
  readonly store: Doors
  readonly clock: Clock
}

/** Somebody who looks at one application, and at no other. */
export interface TrackingView {
  readonly applicationId: string
  readonly expiresAt: Instant
  /** What the form with this hash did, when it was the last one sent. */
  readonly lastForm: string | null
  readonly lastDone: string | null
}

/** A form that was sent. */
export interface SentForm {
  readonly applicationId: string
  /** For who holds the form's key; nobody else can make it again. */
  readonly code: string
  /** Whether it said the same. */
  readonly isSame: (content: string) => boolean
}

export class Tracking {
  private readonly ports: TrackingPorts
  private readonly sessionMs: number

  constructor(ports: TrackingPorts, { trackingMinutes }: { readonly trackingMinutes: number }) {
    this.ports = ports
    this.sessionMs = trackingMinutes * 60_000
  }

  /**
   * Gives an application its code. The same form once more gets the same code.
   *
   * @param input `formKey` is the secret of the form that was sent, `content` what it said; neither is stored
   */
  async give(input: {
    readonly institutionId: string
    readonly applicationId: string
    readonly formKey: string
    readonly content: string
  }): Promise<void> {
    const { institutionId, applicationId, formKey, content } = input
    const row = {
      institutionId,
      applicationId,
      codeHash: hashOf(trackingCodeOf(formKey, applicationId)),
      formHash: hashOf(formKey),
      contentHash: contentHashOf(formKey, content),
      createdAt: this.ports.clock.now().toISOString(),
    }
    await this.ports.store.write((manager) =>
      manager.createQueryBuilder().insert().into(TrackingCode).values(row).orIgnore().updateEntity(false).execute(),
    )
  }

  /** @returns what this form has made already; null where it has not been sent */
  async sentBy({ institutionId, formKey }: { institutionId: string; formKey: string }): Promise<SentForm | null> {
    const where = { institutionId, formHash: hashOf(formKey) }
    const row = await this.ports.store.read((manager) => manager.findOneBy(TrackingCode, where))
    return (
      row && {
        applicationId: row.applicationId,
        code: trackingCodeOf(formKey, row.applicationId),
        isSame: (content) => row.contentHash === contentHashOf(formKey, content),
      }
    )
  }

  /** @returns the application that a code belongs to; null where it belongs to none */
  async find({ institutionId, code }: { institutionId: string; code: string }): Promise<string | null> {
    const where = { institutionId, codeHash: hashOf(code) }
    const row = await this.ports.store.read((manager) => manager.findOneBy(TrackingCode, where))
    return row?.applicationId ?? null
  }

  /** Begins to look at an application, for a while. */
  async begin(input: {
    readonly institutionId: string
    readonly applicationId: string
  }): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
    const token = newToken()
    const expiresAt = new Date(this.ports.clock.now().getTime() + this.sessionMs).toISOString()
    await this.ports.store.write((manager) =>
      manager.insert(TrackingSession, {
        ...input,
        tokenHash: hashOf(token),
        expiresAt,
        lastForm: null,
        lastDone: null,
      }),
    )
    return { token, expiresAt }
  }

  /** @returns who looks at what; null where nobody does (any more) */
  async recognise(institutionId: string, token: string): Promise<TrackingView | null> {
    const row = await this.ports.store.read((manager) =>
      manager.findOneBy(TrackingSession, { tokenHash: hashOf(token), institutionId }),
    )
    if (!row || row.expiresAt <= this.ports.clock.now().toISOString()) return null
    const { applicationId, expiresAt, lastForm, lastDone } = row
    return { applicationId, expiresAt, lastForm, lastDone }
  }

  /** Remembers what a form did, for the same form once more. */
  async done(token: string, formKey: string, what: string): Promise<void> {
    const last = { lastForm: hashOf(formKey), lastDone: what }
    await this.ports.store.write((manager) => manager.update(TrackingSession, { tokenHash: hashOf(token) }, last))
  }

  async end(token: string): Promise<void> {
    await this.ports.store.write((manager) => manager.delete(TrackingSession, { tokenHash: hashOf(token) }))
  }

  /** @returns how many sessions that are over were removed; as many as the limit: there may be more */
  async removeEnded(limit: number): Promise<number> {
    return this.ports.store.write(async (manager) => {
      const where = { expiresAt: LessThan(this.ports.clock.now().toISOString()) }
      const rows = await manager.find(TrackingSession, { where, order: { expiresAt: 'ASC' }, take: limit })
      for (const { tokenHash } of rows) await manager.delete(TrackingSession, { tokenHash })
      return rows.length
    })
  }
}

function contentHashOf(formKey: string, content: string): string {
  return createHmac('sha256', formKey).update(`content ${content}`).digest('base64url')
}
