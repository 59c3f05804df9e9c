/** The words of wild diagrams: few names, so that what belongs together often meets, and what does not, too. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Tape } from './tape.ts'

export const CODES = ['E1', 'E2', 'E3'] as const

/** Messages, signals, errors and escalations of every wild file, and what correlates them. */
export const ROOTS = `
<message id="m1" name="m1"/><message id="m2" name="m2"/><message id="m3" name="m3"/>
<signal id="s1" name="s1"/><signal id="s2" name="s2"/>
<error id="e1" errorCode="E1"/><error id="e2" errorCode="E2"/>
<escalation id="c1" escalationCode="E1"/><escalation id="c2" escalationCode="E3"/>
<dataStore id="store" name="store"/>
<signalEventDefinition id="throws_s1" signalRef="s1"/><errorEventDefinition id="throws_e1" errorRef="e1"/><escalationEventDefinition id="throws_c1" escalationRef="c1"/>`

export const CORRELATION = `<correlationProperty id="kp"><correlationPropertyRetrievalExpression messageRef="m1"><messagePath>key</messagePath></correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef="m2"><messagePath>=x</messagePath></correlationPropertyRetrievalExpression></correlationProperty>`

/** Conditions as XML text. */
const CONDITIONS = [
  '=b',
  '=true',
  '=false',
  '=x &gt; 1',
  '=x &lt; 3',
  '=loopCounter = 1',
  '=activationCount &gt;= 2',
  '=waitingForStart',
  '=not(waitingForStart)',
  '=x + 1',
  '=missing.path &gt; 1',
  '=list[9] = 1',
  '=nrOfCompletedInstances &gt; 0',
  '=numberOfActiveInstances &lt; 2',
  '=count(list) &gt; 1',
] as const
export const condition = (tape: Tape): string => tape.one(CONDITIONS)

const VALUES = [
  '=x',
  '=b',
  '=list',
  '=x + 1',
  '=missing',
  '=key',
  '=[1,2]',
  '="E1"',
  '={a: x}',
  '=1/0',
  '=list[1]',
] as const
/** FEEL for any value, as XML text. */
export const value = (tape: Tape): string => tape.one(VALUES)

export const VARIABLES = ['x', 'b', 'list', 'key', 'd1', 'd2', 'given', 'wanted', 'one', 'loopCounter'] as const

/** Variables as people, jobs, messages and callers send them. */
export const variables = (tape: Tape): Variables =>
  Object.fromEntries(tape.some(0, 3, () => [tape.one(VARIABLES), json(tape)] as const))

const JSONS: readonly Json[] = [
  1,
  0,
  2,
  true,
  false,
  null,
  [1, 2],
  [],
  'E1',
  'PT5M',
  '2026-03-02T09:00:00Z',
  { a: 1 },
  -1,
  1e9,
]
const json = (tape: Tape): Json => tape.one(JSONS)
