/** Table 10.93 row by row: every kind of event at every position that has a meaning, then what holds for events at large. */
import { theme, type Theme } from './row.ts'

const PROCESS = 'start of a process'
const START = theme('Start events of a process', 'start', [
  ['none', 'none', PROCESS, '§10.5.2, §13.5.1'],
  ['message', 'message', PROCESS],
  ['timer-date', 'timer, date', PROCESS],
  ['timer-duration', 'timer, duration', PROCESS],
  ['timer-cycle', 'timer, cycle without end', PROCESS],
  ['timer-cycle-4', 'timer, cycle of four (R4/PT1S)', PROCESS],
  ['signal', 'signal', PROCESS],
  ['condition', 'conditional', PROCESS],
  ['multiple', 'multiple', PROCESS],
  ['parallel-multiple', 'parallel multiple', PROCESS],
  ['several', 'several start events', `${PROCESS}: each begins an instance of its own`, '§13.2'],
  ['several-none', 'several none start events', PROCESS],
  ['called', 'none, beside others', 'start of a called process', '§10.5.2'],
  ['sub-process', 'none', 'start of an embedded sub-process'],
  ['implicit', 'no start event', `${PROCESS}: what has no incoming flow begins`],
  ['implicit-sub-process', 'no start event', 'embedded sub-process: what has no incoming flow begins', '§13.3.4'],
])

const INTERRUPTING = 'start of an event sub-process, interrupting'
const BESIDE = 'start of an event sub-process, non-interrupting'
const EVENT_SUB_PROCESS = theme('Start events of event sub-processes', 'handler', [
  ['message', 'message', INTERRUPTING, '§10.5.2, §13.5.4'],
  ['timer-date', 'timer, date', INTERRUPTING],
  ['timer-duration', 'timer, duration', INTERRUPTING],
  ['timer-cycle', 'timer, cycle', INTERRUPTING],
  ['signal', 'signal', INTERRUPTING],
  ['error', 'error', INTERRUPTING],
  ['escalation', 'escalation', INTERRUPTING],
  ['condition', 'conditional', INTERRUPTING],
  ['compensation', 'compensation', 'start of an event sub-process', '§10.7, §13.5.5'],
  ['multiple', 'multiple', INTERRUPTING, '§10.5.2, §13.5.4'],
  ['parallel-multiple', 'parallel multiple', INTERRUPTING],
  ['beside/message', 'message', BESIDE],
  ['beside/timer-date', 'timer, date', BESIDE],
  ['beside/timer-duration', 'timer, duration', BESIDE],
  ['beside/timer-cycle', 'timer, cycle without end', BESIDE],
  ['beside/timer-cycle-4', 'timer, cycle of four (R4/PT1S)', BESIDE],
  ['beside/signal', 'signal', BESIDE],
  ['beside/escalation', 'escalation', BESIDE],
  ['beside/condition', 'conditional', BESIDE],
  ['beside/multiple', 'multiple', BESIDE],
  ['beside/parallel-multiple', 'parallel multiple', BESIDE],
  ['in-sub-process', 'any', 'inside an embedded sub-process: only that one is interrupted', '§13.5.4'],
  ['keeps-open', 'any', 'its scope ends when the event sub-process is done, too'],
  ['data', 'any', 'sees and changes the data of its scope'],
  ['nested', 'any', 'an event sub-process in an event sub-process', '§10.3.5'],
])

const CATCH = 'intermediate, catching'
const THROW = 'intermediate, throwing'
const INTERMEDIATE = theme('Intermediate events', 'intermediate', [
  ['catch/message', 'message', CATCH, '§10.5.4, §13.5.2'],
  ['catch/timer-date', 'timer, date', CATCH],
  ['catch/timer-duration', 'timer, duration', CATCH],
  ['catch/timer-cycle', 'timer, cycle', CATCH],
  ['catch/signal', 'signal', CATCH],
  ['catch/condition', 'conditional', CATCH],
  ['catch/link', 'link', CATCH],
  ['catch/multiple', 'multiple', CATCH],
  ['catch/parallel-multiple', 'parallel multiple', CATCH],
  ['throw/none', 'none', THROW],
  ['throw/message', 'message', THROW],
  ['throw/signal', 'signal', THROW],
  ['throw/escalation', 'escalation', THROW],
  ['throw/compensation', 'compensation', THROW],
  ['throw/link', 'link', `${THROW}: several to one target`],
  ['throw/link-loop', 'link', `${THROW}: back to an earlier place`],
  ['throw/multiple', 'multiple', THROW],
])

const BORDER = 'boundary, interrupting'
const BORDER_BESIDE = 'boundary, non-interrupting'
const BOUNDARY = theme('Boundary events', 'boundary', [
  ['message', 'message', BORDER, '§10.5.4, §13.5.3'],
  ['timer-date', 'timer, date', BORDER],
  ['timer-duration', 'timer, duration', BORDER],
  ['timer-cycle', 'timer, cycle', BORDER],
  ['signal', 'signal', BORDER],
  ['error', 'error', BORDER],
  ['escalation', 'escalation', BORDER],
  ['condition', 'conditional', BORDER],
  ['cancel', 'cancel', BORDER],
  ['compensation', 'compensation', 'boundary', '§10.7, §13.5.5'],
  ['multiple', 'multiple', BORDER, '§10.5.4, §13.5.3'],
  ['parallel-multiple', 'parallel multiple', BORDER],
  ['beside/message', 'message', BORDER_BESIDE],
  ['beside/timer-date', 'timer, date', BORDER_BESIDE],
  ['beside/timer-duration', 'timer, duration', BORDER_BESIDE],
  ['beside/timer-cycle', 'timer, cycle without end', BORDER_BESIDE],
  ['beside/timer-cycle-4', 'timer, cycle of four (R4/PT1S)', BORDER_BESIDE],
  ['beside/signal', 'signal', BORDER_BESIDE],
  ['beside/escalation', 'escalation', BORDER_BESIDE],
  ['beside/condition', 'conditional', BORDER_BESIDE],
  ['beside/multiple', 'multiple', BORDER_BESIDE],
  ['beside/parallel-multiple', 'parallel multiple', BORDER_BESIDE],
  ['several', 'any', 'several at one activity: the first that comes', '§13.5.3'],
  ['disarmed', 'any', 'nothing listens once the activity is done'],
  ['back', 'any', 'the flow of the event leads back to its activity'],
  ['host/service-task', 'any', 'at a service task', '§10.5.4'],
  ['host/receive-task', 'any', 'at a receive task'],
  ['host/sub-process', 'any', 'at a sub-process: all in it is cancelled'],
  ['host/call-activity', 'any', 'at a call activity: the called process is cancelled'],
  ['host/multi-instance', 'any', 'at a multi-instance activity: all its runs are cancelled'],
  ['host/loop', 'any', 'at a looping activity: the loop is cancelled'],
])

const END_POSITION = 'end'
const END = theme('End events', 'end', [
  ['none', 'none', END_POSITION, '§10.5.3, §13.5.6'],
  ['message', 'message', END_POSITION],
  ['signal', 'signal', END_POSITION],
  ['error', 'error', END_POSITION],
  ['escalation', 'escalation', END_POSITION],
  ['compensation', 'compensation', END_POSITION],
  ['cancel', 'cancel', 'end, in a transaction'],
  ['terminate', 'terminate', END_POSITION],
  ['terminate-sub-process', 'terminate', 'end, in a sub-process: only that one ends'],
  ['multiple', 'multiple', END_POSITION],
  ['several', 'several end events', 'the process ends when every token has', '§13.2'],
  ['implicit', 'no end event', 'a token ends where no flow leads on', '§10.5.3'],
])

const GENERAL = theme('Events at large', 'events', [
  ['ref/message', 'message', 'definition by eventDefinitionRef', '§10.5.5, Table 10.94'],
  ['ref/timer', 'timer', 'definition by eventDefinitionRef'],
  ['ref/signal', 'signal', 'definition by eventDefinitionRef'],
  ['ref/error', 'error', 'definition by eventDefinitionRef'],
  ['ref/escalation', 'escalation', 'definition by eventDefinitionRef'],
  ['ref/condition', 'conditional', 'definition by eventDefinitionRef'],
  ['ref/terminate', 'terminate', 'definition by eventDefinitionRef'],
  ['ref/multiple', 'multiple', 'one definition inline, one by eventDefinitionRef'],
  ['error/any', 'error', 'catching without a code: every error', '§10.5.5, Table 10.99'],
  ['error/specific', 'error', 'the innermost scope first; in it a code before none', '§10.5.6, §10.5.7'],
  ['error/call', 'error', 'out of a called process'],
  ['error/uncaught', 'error', 'caught by nothing: the process ends with it'],
  ['error/in-handler', 'error', 'thrown in an event sub-process: not caught by its own scope'],
  ['error/beside-handler', 'error', 'thrown in a non-interrupting event sub-process: caught by another of its scope'],
  ['escalation/any', 'escalation', 'catching without a code: every escalation', '§10.5.5, Table 10.100'],
  ['escalation/call', 'escalation', 'out of a called process', '§10.5.6'],
  [
    'escalation/in-handler',
    'escalation',
    'thrown again by the event sub-process that caught it: goes on to the scope outside',
  ],
  ['escalation/uncaught', 'escalation', 'caught by nothing: visible, and all goes on'],
  ['signal/everywhere', 'signal', 'reaches every catcher in the instance', '§10.5.1, §10.5.6'],
  ['signal/instances', 'signal', 'reaches catchers in other instances and starts processes'],
  ['message/one', 'message', 'reaches one receiver only', '§10.5.6'],
  ['condition/edge', 'conditional', 'comes when the condition becomes true, not while it stays true', '§10.5.5'],
  ['link/scope', 'link', 'pairs are found inside one process level', '§10.5.5, Table 10.102'],
])

export const EVENTS: readonly Theme[] = [START, EVENT_SUB_PROCESS, INTERMEDIATE, BOUNDARY, END, GENERAL]
