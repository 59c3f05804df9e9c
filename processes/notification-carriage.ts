import type { Variables } from '../engine/model/json.ts'
import type { HandlerCall, Outbox, OutboxEntry, OutboxStanding } from '../engine/ports.ts'

const REGISTER = 'notification'
/** Our own pages: nothing has to be sent. */
const PORTAL = 'portal'

/** How a notification leaves the house. */
export interface Carriage {
  /** `queued`, or `kept` where nothing carries its channel: it is read in the case. */
  readonly status: 'queued' | 'kept'
  /** What goes into the outbox beside the record with this id. */
  outboxOf(notificationId: string): readonly OutboxEntry[]
}

/**
 * A channel is carried by the connector of its name. Where there is none yet, what has an address is kept in the outbox
 * too, so that an operator can send it once there is one.
 */
export function carriageOf(
  { connectors }: Pick<HandlerCall, 'connectors'>,
  channel: string,
  recipient: string | null,
): Carriage {
  const isCarried = connectors.has(channel)
  const goesOut = isCarried || (recipient !== null && channel !== PORTAL)
  return {
    status: isCarried ? 'queued' : 'kept',
    outboxOf: (recordId) => (goesOut ? [{ connector: channel, register: REGISTER, recordId }] : []),
  }
}

/** What a notification says of its own sending. */
export const describeNotification: NonNullable<Outbox['describe']> = (register, standing) =>
  register === REGISTER ? { status: STATUS[standing.state], patch: factsOf(standing) } : null

const STATUS = { due: 'queued', sent: 'sent', failed: 'failed', kept: 'kept' } as const

function factsOf(standing: OutboxStanding): Variables {
  const nothing = { attempts: null, nextTryAt: null, failure: null }
  switch (standing.state) {
    case 'due': {
      const { attempts, nextTryAt, error } = standing
      return { attempts, nextTryAt, failure: error }
    }
    case 'sent': {
      const { attempts, sentAt, reference } = standing
      return { ...nothing, attempts, sentAt, messageId: reference }
    }
    case 'failed': {
      const { attempts, error } = standing
      return { ...nothing, attempts, failure: error }
    }
    case 'kept':
      return nothing
  }
}
