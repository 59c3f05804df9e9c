/**
 * What the victims run: a small case in which everything happens that a crash can tear apart. People and a clock, a
 * handler that writes records, a message thrown and one awaited, one from outside, a called process.
 *
 *     order:     start → receive ─┬─ book → ask → answered ────────┬─ survey → close → end
 *                                 └─ pause → paid → check ─────────┘
 *     answering: asked → answer        (another instance, started by a message)
 *     survey:    start → inside → note → end        (a called process)
 */
import type { ResourceFile } from '../../../engine/model/deployment.ts'
import type { Register } from '../../../engine/records/register.ts'
import { bpmn } from '../../support/bpmn.ts'

/** Keys of the processes; messages by the names that the diagrams give them. */
export const ORDER = 'order'
export const SURVEY = 'survey'
export const PAID = 'order.paid'
/** Elements that tokens enter and do not leave one by one: joins and ends. */
export const SWALLOWING: ReadonlySet<string> = new Set(['join', 'end', 'answer'])
/** A case that waits for its timer alone, for ten thousand of them. */
export const SLEEPER = 'sleeper'

const message = (id: string, name: string): string => `<message id="${id}" name="${name}"/>`

const order = bpmn(
  `<startEvent id="start"/>
   <userTask id="receive"/>
   <parallelGateway id="fork"/>
   <serviceTask id="book" camunda:class="book"/>
   <intermediateThrowEvent id="ask"><messageEventDefinition id="askm" messageRef="asked"/></intermediateThrowEvent>
   <intermediateCatchEvent id="answered"><messageEventDefinition id="answeredm" messageRef="answer"/></intermediateCatchEvent>
   <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT0.05S</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <intermediateCatchEvent id="paid"><messageEventDefinition id="paidm" messageRef="paidmessage"/></intermediateCatchEvent>
   <userTask id="check"/>
   <parallelGateway id="join"/>
   <callActivity id="survey" calledElement="${SURVEY}"/>
   <userTask id="close"/>
   <endEvent id="end"/>`,
  `start > receive > fork > book > ask > answered > join; fork > pause > paid > check > join > survey > close > end`,
  {
    key: ORDER,
    roots: message('asked', 'order.asked') + message('answer', 'order.answered') + message('paidmessage', PAID),
  },
)

const answering = bpmn(
  `<startEvent id="asked"><messageEventDefinition id="askedm" messageRef="askedmessage"/></startEvent>
   <endEvent id="answer"><messageEventDefinition id="answerm" messageRef="answermessage"/></endEvent>`,
  'asked > answer',
  { key: 'answering', roots: message('askedmessage', 'order.asked') + message('answermessage', 'order.answered') },
)

const survey = bpmn(
  `<startEvent id="start"/><userTask id="inside"/>
   <serviceTask id="note" camunda:class="book"/><endEvent id="end"/>`,
  'start > inside > note > end',
  { key: SURVEY },
)

const sleeper = bpmn(
  `<startEvent id="start"/>
   <intermediateCatchEvent id="sleep"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <userTask id="wake"/><endEvent id="end"/>`,
  'start > sleep > wake > end',
  { key: SLEEPER },
)

const contract = (name: string) => ({
  name,
  key: 'caseId',
  uniqueBy: [],
  payload: null,
  timeToLive: null,
  external: true,
})

/** Everything that is deployed. */
export const BUNDLE: readonly ResourceFile[] = [
  ...Object.entries({ order, answering, survey, sleeper }).map(([key, content]) => ({ name: `${key}.bpmn`, content })),
  {
    name: 'messages.json',
    content: JSON.stringify({ messages: ['order.asked', 'order.answered', PAID].map(contract) }),
  },
]

/** The handler's records. No field is unique: nothing but the transaction keeps a record from being written twice. */
export const LEDGER: Register = {
  register: 'ledger',
  name: { lv: 'Virsgrāmata', en: 'Ledger' },
  number: 'L-{YYYY}-{000000}',
  schema: { type: 'object' },
  unique: [],
  search: [],
  title: 'jobId',
  access: { read: ['*'], write: [] },
  reference: false,
}
