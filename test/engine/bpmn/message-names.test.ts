import { expect } from 'chai'
import type { FlowNode } from '../../../engine/model/process-definition.ts'
import { file, flow, problemsOf, read } from './diagram-text.ts'

const MESSAGES = `<bpmn:message id="m_order" name="order.placed"/><bpmn:message id="m_nameless"/>
  <bpmn:interface id="i" name="Orders"><bpmn:operation id="op" name="place"><bpmn:inMessageRef>m_order</bpmn:inMessageRef></bpmn:operation></bpmn:interface>`

const send = (id: string, attributes = '') => `<bpmn:sendTask id="${id}" ${attributes}/>`
const receive = (id: string, attributes = '') => `<bpmn:receiveTask id="${id}" ${attributes}/>`
const start = (id: string, reference = '') =>
  `<bpmn:startEvent id="${id}"><bpmn:messageEventDefinition ${reference}/></bpmn:startEvent>`
const end = (id: string) => `<bpmn:endEvent id="${id}"><bpmn:messageEventDefinition/></bpmn:endEvent>`

/** A pool whose elements all follow on its own start event. */
const pool = (id: string, elements: string, isExecutable = true) => {
  const ids = [...elements.matchAll(/<bpmn:(?!startEvent|message)\w+ id="(\w+)"/g)].map(([, one]) => one ?? '')
  return `<bpmn:process id="${id}" isExecutable="${isExecutable}"><bpmn:startEvent id="${id}_s"/>${elements}
    ${ids.map((one) => flow(`${id}_s`, one)).join('')}</bpmn:process>`
}

/** `a > b` draws a message flow `a_b`; `a > b [m]` one with a message. */
const collaboration = (pools: string, ...flows: string[]) => {
  const drawn = flows.map((text) => {
    const [, source, target, message] = /^(\w+) > (\w+)(?: \[(\w+)\])?$/.exec(text) ?? []
    const reference = message === undefined ? '' : ` messageRef="${message}"`
    return `<bpmn:messageFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"${reference}/>`
  })
  const participants = [...pools.matchAll(/<bpmn:process id="(\w+)"/g)].map(
    ([, id]) => `<bpmn:participant id="pool_${id}" processRef="${id}"/>`,
  )
  return file(`${MESSAGES}<bpmn:collaboration id="c">${participants.join('')}<bpmn:participant id="outside"/>
    ${drawn.join('')}</bpmn:collaboration>${pools}`)
}

const nameOf = (node: FlowNode | undefined) => {
  const trigger =
    node && ('trigger' in node ? node.trigger : 'work' in node && 'trigger' in node.work && node.work.trigger)
  return trigger && trigger.type === 'message' && 'literal' in trigger.name ? trigger.name.literal : null
}

/** Message names by element, of all processes. */
const namesOf = async (xml: string, ...ids: string[]) => {
  const { processes, problems } = await read(xml)
  const errors = problems.filter(({ severity }) => severity === 'error')
  expect(errors).to.deep.equal([])
  const nodes: Record<string, FlowNode> = Object.assign({}, ...processes.map(({ definition }) => definition.nodes))
  return ids.map((id) => nameOf(nodes[id]))
}

describe('the message of an element', () => {
  it('is its own, known by its id where it has no name', async () => {
    const xml = collaboration(
      pool('a', send('t', 'messageRef="m_nameless"')) + pool('b', receive('r', 'messageRef="m_order"')),
      't > r',
    )
    expect(await namesOf(xml, 't', 'r')).to.deep.equal(['m_nameless', 'order.placed'])
  })

  it('is that of its operation', async () => {
    const xml = collaboration(pool('a', send('t', 'operationRef="op"') + receive('r', 'operationRef="op"')))
    expect(await namesOf(xml, 't', 'r')).to.deep.equal(['order.placed', 'order.placed'])
  })

  it('is that of the message flow, for both ends', async () => {
    const xml = collaboration(pool('a', send('t')) + pool('b', receive('r')), 't > r [m_order]')
    expect(await namesOf(xml, 't', 'r')).to.deep.equal(['order.placed', 'order.placed'])
  })

  it('is that of the other end, in either direction', async () => {
    const xml = collaboration(
      pool('a', send('t') + end('e')) +
        pool('b', receive('r', 'messageRef="m_order"') + start('s', 'messageRef="m_nameless"')),
      't > r',
      'e > s',
    )
    expect(await namesOf(xml, 't', 'e')).to.deep.equal(['order.placed', 'm_nameless'])
  })

  it('is that of the other end where that stands in a pool which does not run', async () => {
    const xml = collaboration(pool('a', send('t')) + pool('b', receive('r', 'messageRef="m_order"'), false), 't > r')
    expect(await namesOf(xml, 't')).to.deep.equal(['order.placed'])
  })

  it('is the id of the message flow where nobody names one', async () => {
    const xml = collaboration(pool('a', send('t')) + pool('b', receive('r')), 't > r')
    expect(await namesOf(xml, 't', 'r')).to.deep.equal(['t_r', 't_r'])
  })

  it('is the first that its flows give', async () => {
    const xml = collaboration(
      pool('a', send('t')) + pool('b', receive('r', 'messageRef="m_nameless"')) + pool('d', receive('other')),
      't > other',
      't > r',
      't > outside [m_order]',
    )
    expect(await namesOf(xml, 't', 'other')).to.deep.equal(['m_nameless', 'm_nameless'])
  })

  it('is the same for all that lead to one receiver', async () => {
    const xml = collaboration(
      pool('a', send('yes') + send('no')) + pool('b', receive('answer')),
      'yes > answer',
      'no > answer',
    )
    expect(await namesOf(xml, 'yes', 'no', 'answer')).to.deep.equal(['yes_answer', 'yes_answer', 'yes_answer'])
  })

  it('stays its own where a flow from something that sends nothing leads to several', async () => {
    const xml = collaboration(
      pool('a', '<bpmn:userTask id="u"/>', false) + pool('b', receive('one') + receive('two')),
      'u > one',
      'u > two',
    )
    expect(await namesOf(xml, 'one', 'two')).to.deep.equal(['u_one', 'u_two'])
  })

  it('goes to the one message start of the pool that the flow leads to', async () => {
    const xml = collaboration(
      pool('a', send('t')) + pool('b', start('s') + receive('later')),
      't > pool_b',
      'outside > later',
    )
    expect(await namesOf(xml, 't', 's', 'later')).to.deep.equal(['t_pool_b', 't_pool_b', 'outside_later'])
  })

  it('takes the name of that start', async () => {
    const xml = collaboration(pool('a', send('t')) + pool('b', start('s', 'messageRef="m_order"')), 't > pool_b')
    expect(await namesOf(xml, 't')).to.deep.equal(['order.placed'])
  })

  it('goes to the one receiver without a name where no message starts the pool', async () => {
    const xml = collaboration(
      pool('a', send('t')) + pool('b', receive('named', 'messageRef="m_order"') + receive('r')),
      't > pool_b',
    )
    expect(await namesOf(xml, 't', 'r')).to.deep.equal(['t_pool_b', 't_pool_b'])
  })

  it('to a pool that shows nothing of its inside is known by the flow', async () => {
    expect(await namesOf(collaboration(pool('a', send('t')), 't > outside'), 't')).to.deep.equal(['t_outside'])
  })

  it('is missed where there is neither message, operation, flow nor worker', async () => {
    const xml = collaboration(pool('a', send('t') + receive('r') + end('e')))
    expect(await problemsOf(xml)).to.deep.equal([
      'message-without-name e',
      '~message-without-name r',
      '~work-missing t',
    ])
  })

  it('is no matter where a worker sends', async () => {
    const xml = collaboration(pool('a', send('t', 'camunda:class="mail.send"')), 't > outside')
    const { processes } = await read(xml)
    expect(processes[0]?.definition.nodes.t).to.deep.include({ work: { by: 'handler', handler: 'mail.send' } })
  })

  it('stays the same for a chain of thousands of flows', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => index)
    const xml = collaboration(
      pool('a', ids.map((id) => send(`t${id}`)).join('')) + pool('b', ids.map((id) => receive(`r${id}`)).join('')),
      ...ids.flatMap((id) => [`t${id} > r${id}`, ...(id === 0 ? [] : [`t${id} > r${id - 1}`])]),
    )
    expect(await namesOf(xml, 't1999', 'r1999')).to.deep.equal(['t0_r0', 't0_r0'])
  })
})
