/** Handlers about work under way: whether it can still stop, and sending again what found no receiver. */
import type { Handler } from '../../engine/ports.ts'
import { object, objects, requiredText, text, texts } from './input.ts'
import { settingsIn } from './registers.ts'

/**
 * `work.cancelCheck` {applicationId} → {workCancellable}: false once the application, or the newest record that names
 * it, is in a status of the setting `workNotCancellable`, e.g. a result already sent. The newest alone counts, because
 * an application that was opened again has another request after the one that is done.
 */
export const checkCancellable: Handler = async (call) => {
  const { input, records } = call
  const applicationId = requiredText(input, 'applicationId')
  for (const rule of objects(settingsIn(call), 'workNotCancellable')) {
    const register = requiredText(rule, 'register')
    const field = text(rule, 'field')
    const statuses = texts(rule['statuses'])
    const found = field
      ? await records.list(register, { where: { [field]: applicationId }, limit: 1 })
      : [await records.get(register, applicationId)]
    if (found.some((record) => record?.status && statuses.includes(record.status))) {
      return { variables: { workCancellable: false } }
    }
  }
  return { variables: { workCancellable: true } }
}

/** `message.resend` {messageName, correlationKey?, payload?}: throws the message anew. */
export const resendMessage: Handler = async ({ input }) => ({
  messages: [
    {
      name: requiredText(input, 'messageName'),
      correlationKey: text(input, 'correlationKey'),
      payload: object(input, 'payload'),
    },
  ],
})
