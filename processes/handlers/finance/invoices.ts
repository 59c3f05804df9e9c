/** `invoice.create`, `invoice.withdraw` and `payment.record`: what clients owe for services, and what they have paid. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { instant, number, object, present, requiredText, text } from '../input.ts'
import { headOf, settingsIn } from '../registers.ts'
import { cents, euros, total } from './money.ts'

const DAY_MS = 86_400_000

/**
 * {amount, termDays?, requestId?, applicationId?, clientId?, serviceId?, originRef?, originRecord?} → {invoice: {id, number,
 * status, version, amount, open, dueAt}}. It has the id of its case, and is due `termDays` after now (default: the setting
 * `feeTermDays`).
 */
export const createInvoice: Handler = async (call) => {
  const { input, records, facts, now } = call
  const amount = number(input, 'amount')
  if (amount === null || amount <= 0)
    throw new Error(`Expected the input "amount" to be more than 0 EUR, but it is ${JSON.stringify(input['amount'])}.`)
  const termDays = number(input, 'termDays') ?? number(settingsIn(call), 'feeTermDays') ?? 0
  const references = ['requestId', 'applicationId', 'clientId', 'serviceId', 'originRef', 'originRecord']
  const invoice = await records.create(
    'invoice',
    present({
      ...Object.fromEntries(references.map((field) => [field, text(input, field)])),
      amount,
      paid: 0,
      open: amount,
      termDays,
      issuedAt: now,
      dueAt: new Date(Date.parse(now) + termDays * DAY_MS).toISOString(),
    }),
    { id: facts.processInstanceId, status: 'issued' },
  )
  return { variables: { invoice: shown(invoice) } }
}

/**
 * {invoiceId: id of the record, payment: {amount, paidAt, reference?}} → {invoice, feePaid, overpaid, isRepeated}. A payment
 * is known by its reference, else by its moment and amount; the same one again changes nothing. `feePaid` is true once
 * nothing is open; `overpaid` is what is to be given back.
 */
export const recordPayment: Handler = async ({ input, records, now }) => {
  const id = requiredText(input, 'invoiceId')
  const invoice = await records.get('invoice', id)
  if (!invoice) throw new NotFound('invoice record', id)
  const payment = object(input, 'payment')
  const amount = number(payment, 'amount') ?? 0
  const paidAt = instant(payment, 'paidAt') ?? now
  const reference = text(payment, 'reference') ?? `${paidAt} ${amount.toFixed(2)}`
  if (await records.findBy('payment', { invoiceId: id, reference })) return { variables: standing(invoice, true) }

  await records.create('payment', { invoiceId: id, amount, paidAt, reference })
  const paid = total([number(invoice.data, 'paid') ?? 0, amount])
  const owed = cents(number(invoice.data, 'amount') ?? 0)
  const open = euros(Math.max(owed - cents(paid), 0))
  const overpaid = euros(Math.max(cents(paid) - owed, 0))
  const patch = present({ paid, open, overpaid: overpaid || null, paidAt: open === 0 ? paidAt : null })
  const status = open === 0 ? 'paid' : invoice.status === 'issued' ? 'partly_paid' : null
  const changed = await records.update('invoice', id, patch, status === null ? {} : { status })
  return { variables: standing(changed, false) }
}

/**
 * `invoice.withdraw` {originRef} → {invoice, overpaid}: the newest invoice of the reference is cancelled and its case ends;
 * `overpaid` is what was paid on it and is to be given back. One that is paid stays as it is: the money is told of.
 *
 * @throws Error when there is no such invoice yet: what is withdrawn was asked for before
 */
export const withdrawInvoice: Handler = async ({ input, records }) => {
  const originRef = requiredText(input, 'originRef')
  const invoice = await records.findBy('invoice', { originRef })
  if (!invoice) throw new Error(`Expected an invoice for "${originRef}", but there is none.`)
  const overpaid = number(invoice.data, 'paid') ?? 0
  if (invoice.status === 'paid') return { variables: { invoice: shown(invoice), overpaid } }
  const withdrawn = await records.update('invoice', invoice.id, { open: 0 }, { status: 'cancelled' })
  return {
    variables: { invoice: shown(withdrawn), overpaid },
    cancels: [{ processInstanceId: invoice.id, reason: 'invoice-withdrawn' }],
  }
}

function standing(invoice: RecordView, isRepeated: boolean): Variables {
  const { data } = invoice
  return {
    invoice: shown(invoice),
    feePaid: (number(data, 'open') ?? 0) === 0,
    overpaid: number(data, 'overpaid') ?? 0,
    isRepeated,
  }
}

function shown(invoice: RecordView): Variables {
  const { amount, open, paid, dueAt } = invoice.data
  return { ...headOf(invoice), amount: amount ?? null, open: open ?? null, paid: paid ?? null, dueAt: dueAt ?? null }
}
