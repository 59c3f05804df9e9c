/** Questions and answers find each other by the reference of the question, also where several are open and answers cross. */
import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import type { ResourceFile } from '../../engine/model/deployment.ts'
import { bpmn, flows } from '../support/bpmn.ts'
import { House, INSTITUTION, PEOPLE, person } from '../support/house.ts'

const { kac, exe, pm } = PEOPLE
const sm = person('sm', 'SM', 'SM@*')

describe('two questions of one application that are open at once', function () {
  this.timeout(60_000)
  let house: House
  let app: string
  let asking: readonly string[]
  beforeEach(async () => {
    house = await House.open({ restarts: true })
    const asked = { kind: 'service_request', serviceId: 'service-s-030', subject: 'Atļauja tirgoties' }
    app = await house.submit({ ...asked, description: 'Lūdzu atļauju tirgoties pilsētas svētkos.' })
    const classified = {
      kind: 'service_request',
      serviceId: 'service-s-030',
      category: 'category-permits',
      impact: 'limited',
      urgency: 'low',
      admissibility: 'ok',
      l1Solvable: false,
    }
    await house.complete('APP_U01', kac, classified, app)
    // A second request under the same application, as a second part of the work.
    const [first] = await house.records('request', { applicationId: app })
    const { variables } = await house.instance(first?.id ?? '')
    const second = await house.engine.publishMessage({
      by: { ...pm, mayManage: true },
      name: 'request.escalated',
      payload: {
        applicationId: app,
        businessKey: app,
        serviceId: 'service-s-030',
        requestKind: 'work_request',
        description: 'Otra darba daļa.',
        sla: variables['sla'] ?? null,
      },
    })
    await house.settle()
    asking = [first?.id ?? '', second.processInstanceId ?? '']
  })
  afterEach(() => house.close())

  const ask = (request: number, question: string) =>
    house.complete('REQ_U01', exe, { acceptDecision: 'needs_info', question }, asking[request])
  /** Open questions to the client: what is asked, and the reference that an answer names. */
  const open = async (): Promise<ReadonlyMap<string, string>> => {
    const { items } = await house.engine.listProcessInstances({
      institutionId: INSTITUTION,
      processKey: 'client-info',
      state: ['active'],
      limit: 20,
    })
    const all = await Promise.all(items.map(({ id }) => house.instance(id)))
    return new Map(all.map(({ variables }) => [String(variables['question']), String(variables['originRef'])]))
  }
  const answer = (originRef: string, text: string) => house.send('client.replied', originRef, { originRef, text })
  const replyTo = async (request: number) => (await house.instance(asking[request] ?? '')).variables['clientReply']

  it('are answered each by its own reply, whichever comes first; the clock goes on after the last', async () => {
    await ask(0, 'Kurā laukumā?')
    await ask(1, 'Kurā datumā?')
    const questions = await open()
    expect([...questions.keys()]).to.have.members(['Kurā laukumā?', 'Kurā datumā?'])
    expect(new Set(questions.values()).size, 'each has a reference of its own').to.equal(2)

    await house.passTime({ hours: 2 })
    await answer(questions.get('Kurā datumā?') ?? '', 'Sestdien.')
    expect([await replyTo(0), await replyTo(1)]).to.deep.equal([null, 'Sestdien.'])
    expect(await house.openTasks(asking[0]), 'the first still waits').to.deep.equal([])
    expect(await house.openTasks(asking[1])).to.deep.equal(['REQ_U01'])
    expect((await house.record('application', app)).status, 'one question is open').to.equal('waiting_client')

    await house.passTime({ hours: 1 })
    await answer(questions.get('Kurā laukumā?') ?? '', 'Rātslaukumā.')
    expect([await replyTo(0), await replyTo(1)]).to.deep.equal(['Rātslaukumā.', 'Sestdien.'])
    const { status, data } = await house.record('application', app)
    expect(status).to.equal('escalated_l2')
    expect(data['pausedMinutes'], 'both waits together, once').to.equal(180)
  })

  it('leave an answer to a question of long ago without effect', async () => {
    await ask(0, 'Kurā laukumā?')
    const old = (await open()).get('Kurā laukumā?') ?? ''
    await answer(old, 'Rātslaukumā.')
    await ask(0, 'Cik ilgi?')
    await answer(old, 'Tirgus laukumā.')
    expect(await house.openTasks(asking[0]), 'the new question still waits').to.deep.equal([])
    await answer((await open()).get('Cik ilgi?') ?? '', 'Divas dienas.')
    expect(await replyTo(0)).to.equal('Divas dienas.')
  })
})

/**
 * Asks for several changes at once and shows somebody each answer beside its question; nothing but a diagram. `answer` is
 * an input of the sub-process, so that each iteration has its own.
 */
const ASKER: ResourceFile = {
  name: 'asker.bpmn',
  content: bpmn(
    `<startEvent id="ASK_E01"/>
     <subProcess id="ASK_P01"><extensionElements><camunda:inputOutput>
       <camunda:inputParameter name="answer">=null</camunda:inputParameter>
     </camunda:inputOutput></extensionElements>
       <multiInstanceLoopCharacteristics camunda:collection="=wishes" camunda:elementVariable="wish"/>
       <startEvent id="ASK_P01_E01"/>
       <intermediateThrowEvent id="ASK_P01_M1"><extensionElements><camunda:inputOutput>
         <camunda:inputParameter name="title">=wish</camunda:inputParameter>
         <camunda:inputParameter name="reason">=wish</camunda:inputParameter>
         <camunda:inputParameter name="originProcess">asker</camunda:inputParameter>
         <camunda:inputParameter name="originRef">=processInstanceId + ":ASK_P01_M1:" + string(loopCounter)</camunda:inputParameter>
       </camunda:inputOutput></extensionElements><messageEventDefinition messageRef="asked"/></intermediateThrowEvent>
       <receiveTask id="ASK_P01_R1" messageRef="answered"><extensionElements>
         <camunda:inputOutput><camunda:outputParameter name="answer">=reason</camunda:outputParameter></camunda:inputOutput>
         <camunda:properties><camunda:property name="correlationKey" value="=processInstanceId + &quot;:ASK_P01_M1:&quot; + string(loopCounter)"/></camunda:properties>
       </extensionElements></receiveTask>
       <userTask id="ASK_P01_U1" camunda:candidateGroups="PM"/>
       <endEvent id="ASK_P01_E9"/>
       ${flows('ASK_P01_E01 > ASK_P01_M1 > ASK_P01_R1 > ASK_P01_U1 > ASK_P01_E9')}
     </subProcess>
     <endEvent id="ASK_E09"/>`,
    'ASK_E01 > ASK_P01 > ASK_E09',
    {
      key: 'asker',
      roots: '<message id="asked" name="change.requested"/><message id="answered" name="change.completed"/>',
    },
  ),
}
const ASKERS: readonly ResourceFile[] = [ASKER]

describe('questions asked side by side inside a multi-instance', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open({ bundle: ASKERS, restarts: true })
  })
  afterEach(() => house.close())

  const start = async (wishes: readonly string[]): Promise<string> => {
    const by = { ...pm, mayManage: true }
    const { id } = await house.engine.startProcessInstance({
      by,
      processKey: 'asker',
      variables: { wishes: [...wishes] },
    })
    await house.settle()
    return id
  }
  /** A change that is turned down with a reason that tells which it was. */
  async function refuse(title: string): Promise<void> {
    const id = (await house.records('change', { title }))[0]?.id ?? ''
    const classified = { changeType: 'minor', changeArea: 'service', serviceIds: ['service-s-030'], impact: 'limited' }
    await house.complete('CHG_U01', kac, { ...classified, urgency: 'low' }, id)
    const assessed: Variables = {
      assessment: 'proceed',
      feasibility: 'Var.',
      riskLevel: 'low',
      estCost: 1,
      estHours: 1,
      benefit: 'Neliels.',
      requiresBudget: false,
      personalData: false,
      conditionCheck: [{ condition: 'N6', effect: 'Nav.' }],
    }
    await house.complete('CHG_U02', pm, assessed, id)
    await house.complete('CHG_U05', sm, { changeDecision: 'reject', decisionReason: `Nē: ${title}` }, id)
  }

  it('keep their answers apart, in whatever order these come, also between two cases', async () => {
    const one = await start(['a', 'b', 'c'])
    const other = await start(['x', 'y'])
    for (const title of ['c', 'y', 'a', 'x', 'b']) await refuse(title)

    const answers = async (id: string) => {
      const tasks = (await house.tasks(id)).filter(({ elementId }) => elementId === 'ASK_P01_U1')
      const read = ({ id: taskId }: { id: string }) => house.engine.getTask({ institutionId: INSTITUTION, taskId })
      const shown = await Promise.all(tasks.map(read))
      return shown.map(({ variables: { wish, answer } }) => `${String(wish)} ← ${String(answer)}`).sort()
    }
    expect(await answers(one)).to.deep.equal(['a ← Nē: a', 'b ← Nē: b', 'c ← Nē: c'])
    expect(await answers(other)).to.deep.equal(['x ← Nē: x', 'y ← Nē: y'])
  })
})
