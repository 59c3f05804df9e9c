import { expect } from 'chai'
import { line, problemsOf, process, read } from './diagram-text.ts'

const retrieval = (message: string, path: string) =>
  `<bpmn:correlationPropertyRetrievalExpression${message && ` messageRef="${message}"`}><bpmn:messagePath>${path}</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression>`
const property = (id: string, retrievals: string) =>
  `<bpmn:correlationProperty id="${id}">${retrievals}</bpmn:correlationProperty>`
const key = (id: string, ...properties: string[]) =>
  `<bpmn:correlationKey id="${id}">${properties.map((one) => `<bpmn:correlationPropertyRef>${one}</bpmn:correlationPropertyRef>`).join('')}</bpmn:correlationKey>`
const roots = (properties: string, keys: string) =>
  `<bpmn:message id="m" name="news"/><bpmn:message id="n"/><bpmn:message id="c" name="=name"/>${properties}<bpmn:collaboration id="col">${keys}</bpmn:collaboration>`
const subscription = (keyId: string, ...bindings: [string, string][]) =>
  `<bpmn:correlationSubscription id="sub"${keyId && ` correlationKeyRef="${keyId}"`}>${bindings
    .map(
      ([id, path]) =>
        `<bpmn:correlationPropertyBinding correlationPropertyRef="${id}"><bpmn:dataPath>${path}</bpmn:dataPath></bpmn:correlationPropertyBinding>`,
    )
    .join('')}</bpmn:correlationSubscription>`
const BODY = '<bpmn:startEvent id="s"/>'
const P1 = property('p1', retrieval('m', 'a') + retrieval('n', 'b'))
const P2 = property('p2', retrieval('m', 'c.d'))

describe('correlation keys of a diagram', () => {
  const correlationsOf = async (xml: string) => (await read(xml)).processes[0]?.definition.correlations

  it('are compiled with the messages that carry them whole, and the paths of the subscription', async () => {
    const xml = process(BODY + subscription('k', ['p2', 'y'], ['p1', 'x']), roots(P1 + P2, key('k', 'p1', 'p2')))
    expect(await correlationsOf(xml)).to.deep.equal([
      {
        id: 'k',
        messages: {
          news: [
            { feel: 'a', source: 'a' },
            { feel: 'c.d', source: 'c.d' },
          ],
        },
        data: [
          { feel: 'x', source: 'x' },
          { feel: 'y', source: 'y' },
        ],
      },
    ])
  })

  it('know a message without a name by its id', async () => {
    const [only] = (await correlationsOf(process(BODY, roots(P1, key('k', 'p1'))))) ?? []
    expect(Object.keys(only?.messages ?? {})).to.deep.equal(['news', 'n'])
  })

  it('are absent where there are none', async () => {
    expect(await correlationsOf(line(''))).to.equal(undefined)
    expect(await correlationsOf(process(BODY, roots(P1, key('k'))))).to.equal(undefined)
  })

  const finds: Record<string, [string, ...string[]]> = {
    'need a message for each path': [
      process(BODY, roots(property('p1', retrieval('', 'a')), key('k', 'p1'))),
      'correlation-incomplete p1',
    ],
    'need a path for each message': [
      process(BODY, roots(property('p1', retrieval('m', '')), key('k', 'p1'))),
      'correlation-incomplete p1',
    ],
    'have paths that can be read': [
      process(BODY, roots(property('p1', retrieval('m', '/order/@id')), key('k', 'p1'))),
      'expression-invalid k',
    ],
    'have paths that call nothing of the host': [
      process(BODY, roots(property('p1', retrieval('m', 'workingDays(a)')), key('k', 'p1'))),
      'expression-invalid k',
    ],
    'are not looked for in a message of a computed name': [
      process(BODY, roots(property('p1', retrieval('c', 'a')), key('k', 'p1'))),
      '~correlation-name-computed p1',
    ],
    'are named by a subscription': [
      process(BODY + subscription(''), roots(P1, key('k', 'p1'))),
      'correlation-incomplete p',
    ],
    'are bound whole by a subscription': [
      process(BODY + subscription('k', ['p1', 'x']), roots(P1 + P2, key('k', 'p1', 'p2'))),
      'correlation-incomplete p',
    ],
  }
  for (const [says, [xml, ...problems]] of Object.entries(finds))
    it(says, async () => {
      expect(await problemsOf(xml)).to.deep.equal(problems)
    })
})

describe('what a collaboration says about the partners', () => {
  it('is accepted, and changes nothing', async () => {
    const xml = process(
      BODY,
      `<bpmn:collaboration id="c" isClosed="true">
        <bpmn:participant id="a" name="Office" processRef="p"><bpmn:participantMultiplicity minimum="1" maximum="4"/></bpmn:participant>
        <bpmn:participant id="b" name="Applicant"/>
        <bpmn:messageFlow id="f" sourceRef="b" targetRef="a"/>
        <bpmn:conversation id="cv" name="Order"><bpmn:participantRef>a</bpmn:participantRef><bpmn:participantRef>b</bpmn:participantRef>
          <bpmn:messageFlowRef>f</bpmn:messageFlowRef></bpmn:conversation>
        <bpmn:conversationLink id="cl" sourceRef="a" targetRef="cv"/>
      </bpmn:collaboration>
      <bpmn:partnerRole id="pr" name="supplier"><bpmn:participantRef>b</bpmn:participantRef></bpmn:partnerRole>
      <bpmn:partnerEntity id="pe" name="ACME"><bpmn:participantRef>b</bpmn:participantRef></bpmn:partnerEntity>`,
    )
    expect(await problemsOf(xml)).to.deep.equal([])
    expect((await read(xml)).processes).to.have.length(1)
  })
})
