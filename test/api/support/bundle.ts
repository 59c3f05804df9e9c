/** A small typical edition for tests of the API: a task with a form, a message, an external task. */
import type { ResourceFile } from '../../../engine/model/deployment.ts'
import { bpmn } from '../../support/bpmn.ts'

/** One task for client attendants, with a form. */
export const LEAVE = bpmn(
  `<startEvent id="asked"/>
   <userTask id="approve" name="Apstiprināt" camunda:formKey="leave/approve" camunda:candidateGroups="KAC"/>
   <endEvent id="done"/>`,
  'asked > approve > done',
  { key: 'leave' },
)

/** Begins with a message, has another system ship, waits for a payment. */
export const ORDER = bpmn(
  `<startEvent id="placed"><messageEventDefinition id="placed_m" messageRef="m1"/></startEvent>
   <serviceTask id="ship" camunda:type="external" camunda:topic="shipping"/>
   <receiveTask id="paid" messageRef="m2"/>
   <endEvent id="done"/>`,
  'placed > ship > paid > done',
  { key: 'order', roots: '<message id="m1" name="order.placed"/><message id="m2" name="order.paid"/>' },
)

const contract = (name: string, key: string | null, external: boolean) => ({
  name,
  key,
  uniqueBy: [],
  payload: null,
  timeToLive: null,
  external,
})

const FORM = {
  id: 'leave/approve',
  schema: {
    type: 'object',
    properties: { approved: { type: 'boolean' }, remark: { type: 'string', maxLength: 100 } },
    required: ['approved'],
  },
  ui: { order: ['approved', 'remark'], widgets: { approved: 'checkbox', remark: 'textarea' } },
  i18n: {
    lv: { title: 'Apstiprināt', fields: { approved: { label: 'Apstiprināts' }, remark: { label: 'Piezīme' } } },
    en: { title: 'Approve', fields: { approved: { label: 'Approved' }, remark: { label: 'Remark' } } },
  },
}

export const BUNDLE: readonly ResourceFile[] = [
  { name: 'leave.bpmn', content: LEAVE },
  { name: 'order.bpmn', content: ORDER },
  { name: 'leave/approve.form.json', content: JSON.stringify(FORM) },
  {
    name: 'messages.json',
    content: JSON.stringify({
      messages: [
        contract('order.placed', 'orderId', true),
        contract('order.paid', 'orderId', true),
        contract('inner.news', null, false),
      ],
    }),
  },
]
