/** Gateways, and the sequence flows that activities choose between themselves. */
import { theme, type Theme } from './row.ts'

const FLOWS = theme('Sequence flows', 'flow', [
  ['condition', 'conditional flow', 'out of an activity', '§8.4.13, §13.3.1'],
  ['default', 'default flow', 'out of an activity'],
  ['split', 'several flows', 'out of an activity: a token on each'],
  ['merge', 'several flows', 'into an activity: it runs once for each token'],
  ['mixed', 'conditional and plain flows', 'out of an activity: plain ones always'],
  ['none', 'conditional flows', 'none holds and no default: an exception'],
  ['event-split', 'several flows', 'out of an event: a token on each', '§10.5.4'],
  ['start-condition', 'several flows', 'out of a start event: a token on each', '§10.5.2'],
])

const EXCLUSIVE = theme('Exclusive gateway', 'exclusive', [
  ['split', 'exclusive gateway', 'split: the first flow that holds, in the order drawn', '§10.6.2, §13.4.2'],
  ['default', 'exclusive gateway', 'split: default flow'],
  ['none', 'exclusive gateway', 'split: none holds and no default: an exception'],
  ['merge', 'exclusive gateway', 'merge: every token passes'],
  ['mixed', 'exclusive gateway', 'merge and split at once'],
  ['loop', 'exclusive gateway', 'back to an earlier place'],
])

const PARALLEL = theme('Parallel gateway', 'parallel', [
  ['split', 'parallel gateway', 'split: a token on each flow', '§10.6.4, §13.4.1'],
  ['join', 'parallel gateway', 'join: waits for a token on each flow'],
  ['excess', 'parallel gateway', 'join: two tokens on one flow are not enough, and none is lost'],
  ['mixed', 'parallel gateway', 'join and split at once'],
  ['loop', 'parallel gateway', 'join with a loop in a branch'],
  ['again', 'parallel gateway', 'split and join passed again and again'],
])

const INCLUSIVE = theme('Inclusive gateway', 'inclusive', [
  ['split', 'inclusive gateway', 'split: every flow that holds', '§10.6.3, §13.4.3'],
  ['default', 'inclusive gateway', 'split: default flow only where none holds'],
  ['none', 'inclusive gateway', 'split: none holds and no default: an exception'],
  ['join', 'inclusive gateway', 'join: waits for each token that can still come'],
  ['join-one', 'inclusive gateway', 'join: waits for no branch that was not taken'],
  ['join-nested', 'inclusive gateway', 'join: waits for tokens behind other gateways'],
  ['join-gone', 'inclusive gateway', 'join: goes on when the last other token goes elsewhere'],
  ['join-ended', 'inclusive gateway', 'join: goes on when the last other token ends'],
  ['join-loop', 'inclusive gateway', 'join: waits for a token in a loop that can still come'],
  ['join-in-loop', 'inclusive gateway', 'join: inside a loop, its own output is not waited for'],
  ['join-excess', 'inclusive gateway', 'join: two tokens on one flow: one is taken, one stays'],
  ['mixed', 'inclusive gateway', 'join and split at once'],
])

const EVENT_BASED = theme('Event-based gateway', 'event-based', [
  ['message', 'event-based gateway', 'message: the first event decides', '§10.6.6, §13.4.4'],
  ['timer', 'event-based gateway', 'timer'],
  ['signal', 'event-based gateway', 'signal'],
  ['condition', 'event-based gateway', 'conditional'],
  ['multiple', 'event-based gateway', 'multiple'],
  ['receive-task', 'event-based gateway', 'receive task'],
  ['loop', 'event-based gateway', 'passed again: it listens anew'],
  ['instantiate', 'event-based gateway', 'starts instances, exclusive: the first event begins one'],
  ['instantiate-receive', 'event-based gateway', 'starts instances, by a receive task behind it'],
  ['instantiate-parallel', 'event-based gateway', 'starts instances, parallel: the others are awaited then'],
])

const COMPLEX = theme('Complex gateway', 'complex', [
  ['count', 'complex gateway', 'join: activation by count', '§10.6.5, §13.4.5'],
  ['data', 'complex gateway', 'join: activation by data'],
  ['reset', 'complex gateway', 'join: reset when the rest has come, then it can start anew'],
  ['reset-impossible', 'complex gateway', 'join: reset when the rest cannot come any more'],
  ['reset-flow', 'complex gateway', 'join: outgoing flow of the reset (waitingForStart)'],
  ['split', 'complex gateway', 'split: every flow that holds'],
  ['default', 'complex gateway', 'split: default flow'],
])

export const GATEWAYS: readonly Theme[] = [FLOWS, EXCLUSIVE, PARALLEL, INCLUSIVE, EVENT_BASED, COMPLEX]
