/** `notify.contact`: writes to somebody whose address a register knows, e.g. a partner institution or a person. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Handler } from '../../engine/ports.ts'
import { queueNotification, type Templates } from './informing.ts'
import { object, present, requiredText, text } from './input.ts'
import { settingText } from './registers.ts'

/**
 * {register, id?, template, record?, serviceId?, data?} → {notification: {id} or null}: an e-mail to the address in the
 * record’s field `email` or `contactEmail`. Where there is no record or no address nothing is sent: whoever holds the task sees it there.
 * The template may name the record as `{contactName}`; `record` is the number of what it is about.
 */
export const notifyContact =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records } = call
    const register = requiredText(input, 'register')
    const id = text(input, 'id')
    const contact = id ? await records.get(register, id) : null
    if (id && !contact) throw new NotFound(`${register} record`, id)
    const recipient = contact ? (text(contact.data, 'email') ?? text(contact.data, 'contactEmail')) : null
    if (!contact || !recipient) return { variables: { notification: null } }

    const record = text(input, 'record')
    const addressee = {
      application: null,
      client: null,
      role: null,
      record,
      channel: 'email',
      language: settingText(call, 'language') === 'en' ? ('en' as const) : ('lv' as const),
      recipient,
    }
    const contactName = contact.data['name'] ?? contact.data['title'] ?? null
    const about = present({ record, serviceId: text(input, 'serviceId'), contactName })
    const data = { ...about, ...object(input, 'data') }
    return queueNotification(call, templates, requiredText(input, 'template'), addressee, data)
  }
