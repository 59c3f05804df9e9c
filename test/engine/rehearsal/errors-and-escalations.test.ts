import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { rehearsed } from './rehearsing.ts'

const ROOTS =
  '<error id="X" errorCode="WRONG"/><error id="Y" errorCode="OTHER"/><escalation id="L" escalationCode="LATE"/>'
const ERROR = '<errorEventDefinition errorRef="X"/>'
const LATE = '<escalationEventDefinition escalationRef="L"/>'
const MANY = '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'

/** A sub-process of one task that then fails; its elements begin with its id. */
const failing = (id: string, error = ERROR): string =>
  `<subProcess id="${id}"><startEvent id="${id}s"/><userTask id="${id}t"/><endEvent id="${id}x">${error}</endEvent>${flows(`${id}s > ${id}t > ${id}x`)}</subProcess>`
/** One that tells that it is late between its two tasks. */
const late = (id: string): string =>
  `<subProcess id="${id}"><startEvent id="${id}s"/><userTask id="${id}t"/><intermediateThrowEvent id="${id}x">${LATE}</intermediateThrowEvent><userTask id="${id}u"/><endEvent id="${id}e"/>${flows(`${id}s > ${id}t > ${id}x > ${id}u > ${id}e`)}</subProcess>`
const around = (id: string, elements: string, paths: string, marker = ''): string =>
  `<subProcess id="${id}">${marker}<startEvent id="${id}s"/>${elements}<endEvent id="${id}e"/>${flows(paths)}</subProcess>`
const caught = (id: string, host: string, event: string, interrupting = true): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${event}</boundaryEvent><userTask id="${id}t"/>`
const whole = (elements: string, paths: string): string =>
  bpmn(`<startEvent id="s"/>${elements}<endEvent id="e"/>`, paths, { roots: ROOTS, key: 'whole' })
const join = (id: string): string => `<exclusiveGateway id="${id}"/>`

/** What bpmn-engine takes as BPMN does: nothing is left out. */
const SAME: readonly (readonly [string, string])[] = [
  [
    'an error that a sub-process further out catches',
    whole(
      `${around('o', `${failing('p')}<userTask id="a"/>`, 'os > p > a > oe')}${caught('b', 'o', ERROR)}`,
      's > o > e; b > bt > e',
    ),
  ],
  [
    'an escalation that a sub-process further out catches',
    whole(
      `${around('o', `${late('p')}<userTask id="a"/>`, 'os > p > a > oe')}${caught('b', 'o', LATE)}`,
      's > o > e; b > bt > e',
    ),
  ],
  [
    'an escalation that nobody catches',
    whole(
      `<userTask id="a"/><intermediateThrowEvent id="t">${LATE}</intermediateThrowEvent><userTask id="c"/>`,
      's > a > t > c > e',
    ),
  ],
  [
    'an error in a loop, each time anew',
    whole(`${join('m')}${failing('p')}${caught('b', 'p', ERROR)}`, 's > m > p > e; b > bt > m'),
  ],
  [
    'two errors of different codes, one after the other',
    whole(
      `${failing('p')}${caught('b', 'p', ERROR)}${join('m')}${failing('q', '<errorEventDefinition errorRef="Y"/>')}${caught('c', 'q', '<errorEventDefinition errorRef="Y"/>')}`,
      's > p > m; b > bt > m; m > q > e; c > ct > e',
    ),
  ],
  [
    'an escalation in a loop that interrupts nothing',
    whole(
      `${join('m')}${late('p')}${caught('b', 'p', LATE, false)}<exclusiveGateway id="g"/><endEvent id="e2"/>`,
      's > m > p > g; g > m [=again]; g > e [default]; b > bt > e2',
    ),
  ],
]

/** What bpmn-engine hands to others, too: who throws it. */
const EVERYWHERE: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'one sub-process after the other',
    whole(
      `${failing('p')}${caught('b', 'p', ERROR)}${join('m')}${failing('q')}${caught('c', 'q', '<errorEventDefinition/>')}`,
      's > p > m; b > bt > m; m > q > e; c > ct > e',
    ),
    ['px', 'qx'],
  ],
  [
    'one sub-process after the other, by escalations',
    whole(
      `${late('p')}${caught('b', 'p', LATE)}${join('m')}${late('q')}${caught('c', 'q', LATE)}`,
      's > p > m; b > bt > m; m > q > e; c > ct > e',
    ),
    ['px', 'qx'],
  ],
  [
    'a task afterwards',
    whole(
      `${failing('p')}${caught('b', 'p', ERROR)}${join('m')}<userTask id="q"/>${caught('c', 'q', ERROR)}`,
      's > p > m; b > bt > m; m > q > e; c > ct > e',
    ),
    ['px'],
  ],
  [
    'a sub-process further out',
    whole(
      `${around('o', `${failing('p')}${caught('b', 'p', ERROR)}`, 'os > p > oe; b > bt > oe')}${caught('c', 'o', ERROR)}`,
      's > o > e; c > ct > e',
    ),
    ['px'],
  ],
  [
    'both events of one sub-process',
    whole(
      `${failing('p')}${caught('b', 'p', '<errorEventDefinition/>')}${caught('c', 'p', ERROR)}`,
      's > p > e; b > bt > e; c > ct > e',
    ),
    ['px'],
  ],
  [
    'a task inside',
    whole(
      around(
        'p',
        `<userTask id="a"/>${caught('b', 'a', LATE)}<intermediateThrowEvent id="t">${LATE}</intermediateThrowEvent><userTask id="c"/>`,
        'ps > a > t > c > pe; b > bt > pe',
      ),
      's > p > e',
    ),
    ['t'],
  ],
  [
    'the other runs of a multi-instance',
    whole(around('o', `${failing('p')}${caught('b', 'p', ERROR)}`, 'os > p > oe; b > bt > oe', MANY), 's > o > e'),
    ['px'],
  ],
]

describe('errors and escalations in a rehearsal', () => {
  for (const [what, xml] of SAME)
    it(`${what}: both engines agree, and nothing is left out`, async () => {
      const { comparison } = await rehearsed(xml)

      expect(comparison.differences).to.deep.equal([])
      expect(comparison.failures).to.deep.equal([])
      expect(comparison.notCompared).to.deep.equal([])
    })

  for (const [what, xml, throwers] of EVERYWHERE)
    it(`bpmn-engine hands them to ${what}: not compared from there on`, async () => {
      const { comparison } = await rehearsed(xml)
      const named = comparison.notCompared.filter(({ code }) => code === 'heard-everywhere')

      expect(comparison.differences).to.deep.equal([])
      expect(named.map(({ elementId }) => elementId)).to.deep.equal(throwers)
    })

  it('bpmn-engine keeps what was caught within a sub-process: its activity is not compared a second time', async () => {
    const inner = `${join('m')}<userTask id="a"/>${failing('p')}${caught('b', 'p', ERROR)}<userTask id="c"/>`
    const xml = whole(around('o', inner, 'os > m > p > a > oe; b > bt > c > m'), 's > o > e')
    const { comparison, paths } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    // It was compared the first time.
    expect(comparison.compared).to.include.members(['p', 'px', 'b', 'bt', 'c'])
    expect(paths.some(({ steps }) => steps.at(-1)?.choice.elementId === 'c')).to.equal(true)
  })

  it('bpmn-engine takes an event that interrupts nothing once: the second time is not compared', async () => {
    const twice = around(
      'p',
      `<userTask id="a"/><intermediateThrowEvent id="t">${LATE}</intermediateThrowEvent><userTask id="c"/><intermediateThrowEvent id="u">${LATE}</intermediateThrowEvent><userTask id="d"/>`,
      'ps > a > t > c > u > d > pe',
    )
    const xml = whole(`${twice}${caught('b', 'p', LATE, false)}<endEvent id="e2"/>`, 's > p > e; b > bt > e2')
    const { comparison } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    expect(comparison.compared).to.include.members(['t', 'b', 'bt', 'c'])
    expect(comparison.notCompared.map(({ elementId }) => elementId)).to.deep.equal(['u', 'd', 'pe', 'e'])
  })
})
