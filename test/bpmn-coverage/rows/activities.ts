/** Tasks, sub-processes, calls, what repeats, and what is undone. */
import { theme, type Theme } from './row.ts'

const TASKS = theme('Tasks', 'task', [
  ['none', 'task', 'of no kind: passes', '§10.3.3, §13.3.3'],
  ['user', 'user task', 'waits for a person'],
  ['manual', 'manual task', 'passes: outside of the engine'],
  ['service', 'service task', 'work by a handler'],
  ['service-outside', 'service task', 'work by another system'],
  ['service-open', 'service task', 'work that nothing is named for'],
  ['send', 'send task', 'sends its message and passes'],
  ['receive', 'receive task', 'waits for its message'],
  ['receive-start', 'receive task', 'starts instances'],
  ['script', 'script task', 'computes'],
  ['script-empty', 'script task', 'without a script: as a task of no stated kind'],
  ['business-rule', 'business rule task', 'decides by a table'],
  ['error', 'service task', 'an error of the work is caught at its border', '§10.5.6'],
  ['failure', 'any task', 'a failed work keeps its token', '§13.3.2'],
  ['tokens', 'any task', 'several tokens in one task at once', '§13.3.1'],
  ['start-quantity', 'any activity', 'startQuantity: so many tokens begin one run', '§10.3, Table 10.3'],
  ['completion-quantity', 'any activity', 'completionQuantity: so many tokens leave'],
])

const CALLS = theme('Call activities and global tasks', 'call', [
  ['same-file', 'call activity', 'of a process in the same file', '§10.3.6, §13.3.4'],
  ['other-file', 'call activity', 'of a process in another file'],
  ['latest', 'call activity', 'bound to the version in force'],
  ['version', 'call activity', 'bound to a version'],
  ['version-tag', 'call activity', 'bound to a version tag'],
  ['data-in', 'call activity', 'data that go in'],
  ['data-out', 'call activity', 'data that come back'],
  ['terminate', 'call activity', 'a terminate end event ends the called process only'],
  ['multi-instance', 'call activity', 'as a multi-instance'],
  ['loop', 'call activity', 'as a loop'],
  ['global/task', 'global task', 'called', '§10.3.7'],
  ['global/user', 'global user task', 'called'],
  ['global/manual', 'global manual task', 'called'],
  ['global/script', 'global script task', 'called'],
  ['global/business-rule', 'global business rule task', 'called'],
])

const SUB_PROCESSES = theme('Sub-processes', 'sub-process', [
  ['embedded', 'embedded sub-process', 'ends when all its tokens have', '§10.3.5, §13.3.4'],
  ['nested', 'embedded sub-process', 'inside another'],
  ['empty', 'embedded sub-process', 'with nothing in it'],
  ['tokens', 'embedded sub-process', 'entered twice: two runs, each of its own'],
  ['collapsed', 'embedded sub-process', 'in a loop: each time anew'],
  ['transaction', 'transaction', 'completes', '§10.3.5, §10.7'],
  ['transaction-cancel', 'transaction', 'cancelled: undone, then left by its cancel event'],
  ['transaction-running', 'transaction', 'cancelled: what still runs in it ends'],
  ['transaction-hazard', 'transaction', 'failed by an error: left without undoing'],
  ['ad-hoc', 'ad-hoc sub-process', 'parallel', '§10.3.5, §13.3.5'],
  ['ad-hoc-sequential', 'ad-hoc sub-process', 'sequential'],
  ['ad-hoc-condition', 'ad-hoc sub-process', 'completion condition, the rest is cancelled'],
  ['ad-hoc-remaining', 'ad-hoc sub-process', 'completion condition, the rest is awaited'],
  ['ad-hoc-flow', 'ad-hoc sub-process', 'with sequence flows inside'],
  ['ad-hoc-by-hand', 'ad-hoc sub-process', 'an activity begun by a person, also again'],
])

const LOOPS = theme('Loops and multi-instances', 'repeat', [
  ['loop-after', 'standard loop', 'condition asked after each run', '§10.3.8, §13.3.6'],
  ['loop-before', 'standard loop', 'condition asked before each run'],
  ['loop-maximum', 'standard loop', 'maximum'],
  ['loop-counter', 'standard loop', 'loopCounter'],
  ['loop-sub-process', 'standard loop', 'of a sub-process'],
  ['parallel', 'multi-instance', 'parallel, by cardinality', '§10.3.8, §13.3.7'],
  ['sequential', 'multi-instance', 'sequential, by cardinality'],
  ['collection', 'multi-instance', 'by a collection'],
  ['zero', 'multi-instance', 'of nothing: passes'],
  ['data-input', 'multi-instance', 'loopDataInputRef and inputDataItem'],
  ['data-output', 'multi-instance', 'loopDataOutputRef and outputDataItem, in the order of the input'],
  ['condition', 'multi-instance', 'completion condition: the rest is cancelled'],
  ['attributes', 'multi-instance', 'numberOfInstances, …Completed…, …Active…, loopCounter'],
  ['sub-process', 'multi-instance', 'of a sub-process: each run has its own data'],
  ['nested', 'multi-instance', 'inside another'],
  ['behaviour-all', 'multi-instance', 'behavior All: no event'],
  ['behaviour-none', 'multi-instance', 'behavior None: an event at each completion'],
  ['behaviour-one', 'multi-instance', 'behavior One: an event at the first completion'],
  ['behaviour-complex', 'multi-instance', 'behavior Complex: events by condition'],
])

const COMPENSATION = theme('Compensation', 'compensation', [
  ['order', 'compensation', 'the last first', '§10.7, §13.5.5'],
  ['completed', 'compensation', 'only what has completed'],
  ['once', 'compensation', 'nothing is undone twice'],
  ['activity', 'compensation', 'activityRef: one activity'],
  ['no-wait', 'compensation', 'waitForCompletion false'],
  ['data', 'compensation', 'with the data of the time of completion'],
  ['sub-process', 'compensation', 'of a sub-process: what is in it'],
  ['handler', 'compensation', 'of a sub-process: its boundary handler instead'],
  ['event-sub-process', 'compensation', 'of a sub-process: its event sub-process instead'],
  ['multi-instance', 'compensation', 'of each run of a multi-instance'],
  ['loop', 'compensation', 'of each run of a loop'],
  ['from-handler', 'compensation', 'thrown by an event sub-process for its scope'],
  ['handler-sub-process', 'compensation', 'the handler is a sub-process'],
  ['handler-not-in-flow', 'compensation', 'the handler does not run in the normal flow'],
])

export const ACTIVITIES: readonly Theme[] = [TASKS, CALLS, SUB_PROCESSES, LOOPS, COMPENSATION]
