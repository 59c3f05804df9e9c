/** What records say about their way to other systems, by register. */
import type { Outbox } from '../engine/ports.ts'
import { describeDelivery } from './catalogue-carriage.ts'
import { describeNotification } from './notification-carriage.ts'

/** `Outbox.describe` of service management. */
export const describeSending: NonNullable<Outbox['describe']> = (register, standing) =>
  describeNotification(register, standing) ?? describeDelivery(register, standing)
