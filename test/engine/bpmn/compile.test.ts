import { expect } from 'chai'
import { compiledNode, file, flow, line, process, read } from './diagram-text.ts'

const properties = (entries: Record<string, string>) =>
  `<bpmn:extensionElements><camunda:properties>${Object.entries(entries)
    .map(([name, value]) => `<camunda:property name="${name}" value="${value}"/>`)
    .join('')}</camunda:properties></bpmn:extensionElements>`

const compiled = async (xml: string) => {
  const { processes, problems } = await read(xml)
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
  const [first] = processes
  if (first === undefined) throw new Error('Expected a compiled process, but there is none.')
  return first
}

describe('a compiled process', () => {
  it('carries what the process itself says', async () => {
    const { definition } = await compiled(
      file(`<bpmn:process id="application" name="Iesniegums" isExecutable="true" camunda:versionTag="1.4" camunda:candidateStarterGroups="clerk, manager">
        <bpmn:documentation>From intake to closing.</bpmn:documentation>
        ${properties({ schemeCode: 'IES', nameEn: 'Application' })}
        <bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${flow('s', 'e')}
      </bpmn:process>`),
    )

    expect(definition).to.include({ format: 2, processKey: 'application', name: 'Iesniegums', versionTag: '1.4' })
    expect(definition.documentation).to.equal('From intake to closing.')
    expect(definition.properties).to.deep.equal({ schemeCode: 'IES', nameEn: 'Application' })
    expect(definition.candidateStarterGroups).to.deep.equal(['clerk', 'manager'])
    expect(definition.scopes).to.deep.equal({
      application: { id: 'application', startEvents: ['s'], implicitStarts: [], eventSubProcesses: [] },
    })
    expect(definition.flows).to.deep.equal({
      s_e: { id: 's_e', name: null, nameEn: null, source: 's', target: 'e', condition: null },
    })
  })

  it('is plain JSON that survives being stored', async () => {
    const { definition } = await compiled(line('<bpmn:userTask id="a" in-line="" camunda:candidateGroups="x"/>'))
    expect(JSON.parse(JSON.stringify(definition))).to.deep.equal(definition)
  })

  it('is one of several in a file, each on its own', async () => {
    const one = (key: string) => `<bpmn:process id="${key}"><bpmn:startEvent id="${key}-start"/></bpmn:process>`
    const { processes, problems } = await read(file(one('first') + one('second')))

    expect(problems).to.deep.equal([])
    expect(processes.map(({ definition }) => definition.processKey)).to.deep.equal(['first', 'second'])
    expect(processes.map(({ definition }) => Object.keys(definition.nodes))).to.deep.equal([
      ['first-start'],
      ['second-start'],
    ])
  })

  it('leaves black boxes and processes marked not executable out', async () => {
    const { processes, problems } = await read(
      file(`<bpmn:collaboration id="c">
          <bpmn:participant id="us" name="Our office" processRef="p"/>
          <bpmn:participant id="person" name="Applicant"/>
          <bpmn:participant id="registry" processRef="drawn"/>
          <bpmn:messageFlow id="mf" sourceRef="person" targetRef="s"/>
        </bpmn:collaboration>
        <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/></bpmn:process>
        <bpmn:process id="drawn" isExecutable="false"><bpmn:complexGateway id="g"/></bpmn:process>
        <bpmn:process id="empty"/>`),
    )

    expect(problems).to.deep.equal([])
    expect(processes.map(({ definition }) => definition.name)).to.deep.equal(['Our office'])
  })

  it('compiles two start events before sixteen gateways', async () => {
    const gateways = Array.from({ length: 16 }, (_, index) => index)
    const body = gateways.map((index) => {
      const [split, join, next] = [`split${index}`, `join${index}`, index === 15 ? 'end' : `split${index + 1}`]
      return `<bpmn:exclusiveGateway id="${split}" default="${split}_${join}"/><bpmn:exclusiveGateway id="${join}"/>
        <bpmn:task id="t${index}"/>${flow(split, join)}${flow(split, `t${index}`, '=a')}${flow(`t${index}`, join)}${flow(join, next)}`
    })
    const { processes, problems } = await read(
      process(`<bpmn:startEvent id="s1"/><bpmn:startEvent id="s2"/>${flow('s1', 'split0')}${flow('s2', 'split0')}
        ${body.join('\n')}<bpmn:endEvent id="end"/>`),
    )

    expect(problems).to.deep.equal([])
    expect(processes[0]?.definition.scopes['p']?.startEvents).to.deep.equal(['s1', 's2'])
  })

  it('gives a flow without id an id made of its ends, which other edits do not change', async () => {
    const body = '<bpmn:startEvent id="s"/><bpmn:task id="t"/>'
    const nameless = '<bpmn:sequenceFlow sourceRef="s" targetRef="t"/>'
    const once = await compiled(process(body + nameless))
    const edited = await compiled(process(`${nameless}<bpmn:task id="other"/>${flow('t', 'other')}${body}${nameless}`))

    expect(Object.keys(once.definition.flows)).to.deep.equal(['flow_s_t'])
    expect(Object.keys(edited.definition.flows)).to.deep.equal(['flow_s_t', 't_other', 'flow_s_t_2'])
    expect(edited.definition.nodes['s']?.outgoing).to.deep.equal(['flow_s_t', 'flow_s_t_2'])
  })

  it('starts at what no flow leads to where there is no start event', async () => {
    const { definition } = await compiled(
      process(`<bpmn:task id="a"/><bpmn:task id="b"/><bpmn:endEvent id="e"/>${flow('b', 'e')}
        <bpmn:boundaryEvent id="on-a" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`),
    )
    expect(definition.scopes['p']).to.deep.include({ startEvents: [], implicitStarts: ['a', 'b'] })
  })

  it('ignores annotations, associations, groups and data', async () => {
    const { definition } = await compiled(
      process(`<bpmn:startEvent id="s"/><bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dor" dataObjectRef="do"/>
        <bpmn:textAnnotation id="ta"><bpmn:text>Note</bpmn:text></bpmn:textAnnotation><bpmn:group id="gr"/>
        <bpmn:association id="as" sourceRef="s" targetRef="ta"/>`),
    )
    expect(Object.keys(definition.nodes)).to.deep.equal(['s'])
  })

  it('knows the line of each element', async () => {
    const { places } = await compiled(
      process('<bpmn:startEvent id="s"/>\n<bpmn:task\n  id="t"/>\n<bpmn:endEvent id="e"/>'),
    )
    expect(places).to.include({ p: 3, s: 4, t: 5, e: 7 })
  })
})

describe('a compiled event', () => {
  const roots = `<bpmn:message id="m" name="reply"/><bpmn:signal id="sg" name="=&quot;stop-&quot; + key"/><bpmn:error id="er" errorCode="REFUSED"/>
    <bpmn:timerEventDefinition id="shared"><bpmn:timeDate>=dueAt</bpmn:timeDate></bpmn:timerEventDefinition>`

  it('starts by message, timer or signal, with its form', async () => {
    const xml = process(
      `<bpmn:startEvent id="plain" camunda:formKey="application/intake"/>
       <bpmn:startEvent id="message"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
       <bpmn:startEvent id="timer"><bpmn:timerEventDefinition><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>`,
      roots,
    )
    expect(await compiledNode(xml, 'plain', 'start-event')).to.deep.include({
      trigger: { type: 'none' },
      formKey: 'application/intake',
      interrupting: true,
    })
    expect((await compiledNode(xml, 'message', 'start-event')).trigger).to.deep.equal({
      type: 'message',
      name: { literal: 'reply' },
      correlationKey: null,
    })
    expect((await compiledNode(xml, 'timer', 'start-event')).trigger).to.deep.equal({
      type: 'timer',
      timer: 'cycle',
      value: { literal: 'R/P1D' },
    })
  })

  it('catches by its own definition or by one of the file', async () => {
    const xml = line(
      `<bpmn:intermediateCatchEvent id="c" in-line="">${properties({ correlationKey: '=caseId' })}<bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
       <bpmn:intermediateCatchEvent id="d" in-line=""><bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef></bpmn:intermediateCatchEvent>`,
      roots,
    )
    expect((await compiledNode(xml, 'c', 'intermediate-catch-event')).trigger).to.deep.equal({
      type: 'message',
      name: { literal: 'reply' },
      correlationKey: { expression: { feel: 'caseId', source: '=caseId' } },
    })
    expect((await compiledNode(xml, 'd', 'intermediate-catch-event')).trigger).to.deep.equal({
      type: 'timer',
      timer: 'date',
      value: { expression: { feel: 'dueAt', source: '=dueAt' } },
    })
  })

  it('throws with the payload that its inputs give', async () => {
    const xml = line(
      `<bpmn:intermediateThrowEvent id="t" in-line=""><bpmn:extensionElements><camunda:inputOutput>
         <camunda:inputParameter name="id">=applicationId</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>
         <bpmn:signalEventDefinition signalRef="sg"/></bpmn:intermediateThrowEvent>`,
      roots,
    )
    expect(await compiledNode(xml, 't', 'intermediate-throw-event')).to.deep.include({
      trigger: { type: 'signal', name: { expression: { feel: '"stop-" + key', source: '="stop-" + key' } } },
      inputs: [{ name: 'id', value: { expression: { feel: 'applicationId', source: '=applicationId' } } }],
    })
  })

  it('ends with an error, a termination or the code of its state', async () => {
    const xml = process(
      `<bpmn:task id="t"/>${flow('t', 'failed')}${flow('t', 'all')}${flow('t', 'closed')}
       <bpmn:endEvent id="failed"><bpmn:errorEventDefinition errorRef="er"/></bpmn:endEvent>
       <bpmn:endEvent id="all"><bpmn:terminateEventDefinition/></bpmn:endEvent>
       <bpmn:endEvent id="closed" name="Slēgts">${properties({ endState: 'closed' })}</bpmn:endEvent>`,
      roots,
    )
    expect((await compiledNode(xml, 'failed', 'end-event')).trigger).to.deep.equal({
      type: 'error',
      errorCode: { literal: 'REFUSED' },
      codeVariable: null,
      messageVariable: null,
    })
    expect((await compiledNode(xml, 'all', 'end-event')).trigger).to.deep.equal({ type: 'terminate' })
    expect(await compiledNode(xml, 'closed', 'end-event')).to.deep.include({
      name: 'Slēgts',
      trigger: { type: 'none' },
      endState: { literal: 'closed' },
    })
  })

  it('sits on its activity, interrupting or not', async () => {
    const xml = line(
      `<bpmn:task id="t" in-line=""/>
       <bpmn:boundaryEvent id="late" attachedToRef="t" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
       <bpmn:boundaryEvent id="wrong" attachedToRef="t"><bpmn:errorEventDefinition camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/></bpmn:boundaryEvent>`,
    )
    expect((await compiledNode(xml, 't', 'task')).boundaryEvents).to.deep.equal(['late', 'wrong'])
    expect(await compiledNode(xml, 'late', 'boundary-event')).to.include({ attachedTo: 't', interrupting: false })
    expect(await compiledNode(xml, 'wrong', 'boundary-event')).to.deep.include({
      interrupting: true,
      trigger: { type: 'error', errorCode: null, codeVariable: 'code', messageVariable: 'text' },
    })
  })
})

describe('a compiled task', () => {
  it('of a person carries people, dates and form', async () => {
    const xml = line(
      `<bpmn:userTask id="u" in-line="" name="Izvērtēt" camunda:formKey="application/classify" camunda:assignee="=owner"
         camunda:candidateUsers="anna,\${deputy}" camunda:candidateGroups="clerk, \${isUrgent ? 'manager' : 'clerk'}"
         camunda:dueDate="P5D" camunda:followUpDate="=workingDays(2)" camunda:priority="80">
         <bpmn:documentation>What to look at.</bpmn:documentation>${properties({ nameEn: 'Assess' })}</bpmn:userTask>`,
    )
    const task = await compiledNode(xml, 'u', 'user-task')

    expect(task).to.deep.include({
      name: 'Izvērtēt',
      documentation: 'What to look at.',
      properties: { nameEn: 'Assess' },
      formKey: 'application/classify',
      assignee: { expression: { feel: 'owner', source: '=owner' } },
      candidateUsers: [{ literal: 'anna' }, { expression: { feel: 'deputy', source: '${deputy}' } }],
      dueDate: { literal: 'P5D' },
      followUpDate: { expression: { feel: 'workingDays(2)', source: '=workingDays(2)' } },
      priority: { literal: 80 },
    })
    expect(task.candidateGroups).to.have.length(2)
    expect(task.candidateGroups[0]).to.deep.equal({ literal: 'clerk' })
    expect(task.candidateGroups[1]).to.have.nested.property('expression.source', "${isUrgent ? 'manager' : 'clerk'}")
  })

  it('takes the groups of its lane where it names nobody', async () => {
    const xml = process(`
      <bpmn:laneSet id="ls">
        <bpmn:lane id="front" name="Klientu centrs">${properties({ candidateGroups: 'clerk,=substitute' })}
          <bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>own</bpmn:flowNodeRef><bpmn:flowNodeRef>taken</bpmn:flowNodeRef></bpmn:lane>
        <bpmn:lane id="back"><bpmn:flowNodeRef>byId</bpmn:flowNodeRef><bpmn:flowNodeRef>sub</bpmn:flowNodeRef><bpmn:flowNodeRef>deep</bpmn:flowNodeRef>
          <bpmn:childLaneSet id="inner"><bpmn:lane id="desk"><bpmn:flowNodeRef>deep</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane>
      </bpmn:laneSet>
      <bpmn:startEvent id="s"/><bpmn:userTask id="own" camunda:assignee="anna"/><bpmn:userTask id="taken"/><bpmn:userTask id="byId"/><bpmn:userTask id="deep"/>
      <bpmn:subProcess id="sub"><bpmn:userTask id="inside"/></bpmn:subProcess>
      ${flow('s', 'own')}${flow('own', 'taken')}${flow('taken', 'byId')}${flow('byId', 'deep')}${flow('deep', 'sub')}`)
    const groups = async (id: string) => {
      const { lane, candidateGroups } = await compiledNode(xml, id, 'user-task')
      return { lane, candidateGroups }
    }
    const clerks = [{ literal: 'clerk' }, { expression: { feel: 'substitute', source: '=substitute' } }]

    expect(await groups('own')).to.deep.equal({ lane: 'front', candidateGroups: [] })
    expect(await groups('taken')).to.deep.equal({ lane: 'front', candidateGroups: clerks })
    expect(await groups('byId')).to.deep.equal({ lane: 'back', candidateGroups: [{ literal: 'back' }] })
    expect(await groups('inside')).to.deep.equal({ lane: 'back', candidateGroups: [{ literal: 'back' }] })
    expect(await groups('deep')).to.deep.equal({ lane: 'desk', candidateGroups: [{ literal: 'desk' }] })
    expect((await compiled(xml)).definition.lanes['front']).to.deep.equal({
      id: 'front',
      name: 'Klientu centrs',
      candidateGroups: clerks,
    })
  })

  it('gives an inner lane the groups of the lane around it', async () => {
    const { definition } = await compiled(
      process(`<bpmn:laneSet id="ls"><bpmn:lane id="outer">${properties({ candidateGroups: 'clerk' })}
        <bpmn:childLaneSet id="in"><bpmn:lane id="inner"><bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
        <bpmn:userTask id="u"/>`),
    )
    expect(definition.lanes['inner']?.candidateGroups).to.deep.equal([{ literal: 'clerk' }])
  })

  it('of a service is done by a handler, another system or an expression', async () => {
    const xml = line(
      `<bpmn:serviceTask id="h" in-line="" camunda:class="register.create"/>
       <bpmn:serviceTask id="x" in-line="" camunda:type="external" camunda:topic="pay" camunda:taskPriority="7"/>
       <bpmn:serviceTask id="f" in-line="" camunda:expression="=a + b" camunda:resultVariable="sum"/>`,
    )
    const work = async (id: string) => (await compiledNode(xml, id, 'service-task')).work

    expect(await work('h')).to.deep.equal({ by: 'handler', handler: 'register.create' })
    expect(await work('x')).to.deep.equal({ by: 'external', topic: { literal: 'pay' }, priority: { literal: 7 } })
    expect(await work('f')).to.deep.equal({
      by: 'expression',
      expression: { feel: 'a + b', source: '=a + b' },
      resultVariable: 'sum',
    })
  })

  it('of a rule evaluates its decision', async () => {
    const xml = line(
      `<bpmn:businessRuleTask id="d" in-line="" camunda:decisionRef="priority" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="priority"/>
       <bpmn:businessRuleTask id="l" in-line="" camunda:decisionRef="=which"/>`,
    )
    expect((await compiledNode(xml, 'd', 'business-rule-task')).work).to.deep.equal({
      by: 'decision',
      decision: { literal: 'priority' },
      resultVariable: 'priority',
      mapping: 'singleEntry',
    })
    expect((await compiledNode(xml, 'l', 'business-rule-task')).work).to.deep.include({ mapping: 'resultList' })
  })

  it('sends, receives, computes, or just passes', async () => {
    const xml = line(
      `<bpmn:sendTask id="s" in-line="" messageRef="m"/><bpmn:sendTask id="sh" in-line="" messageRef="m" camunda:class="notify.send"/>
       <bpmn:receiveTask id="r" in-line="" messageRef="m">${properties({ correlationKey: '=id' })}</bpmn:receiveTask>
       <bpmn:scriptTask id="c" in-line="" scriptFormat="feel" camunda:resultVariable="n"><bpmn:script>a * 2</bpmn:script></bpmn:scriptTask>
       <bpmn:manualTask id="m1" in-line=""/><bpmn:task id="t" in-line=""/>`,
      '<bpmn:message id="m" name="hello"/>',
    )
    const hello = { type: 'message', name: { literal: 'hello' }, correlationKey: null }

    expect((await compiledNode(xml, 's', 'send-task')).work).to.deep.equal({ by: 'message', trigger: hello })
    expect((await compiledNode(xml, 'sh', 'send-task')).work).to.deep.equal({ by: 'handler', handler: 'notify.send' })
    expect((await compiledNode(xml, 'r', 'receive-task')).trigger).to.deep.equal({
      ...hello,
      correlationKey: { expression: { feel: 'id', source: '=id' } },
    })
    expect(await compiledNode(xml, 'c', 'script-task')).to.deep.include({
      script: { feel: 'a * 2', source: 'a * 2' },
      resultVariable: 'n',
    })
    expect((await compiledNode(xml, 'm1', 'manual-task')).incoming).to.deep.equal(['c_m1'])
    expect((await compiledNode(xml, 't', 'task')).outgoing).to.deep.equal(['t_end'])
  })

  it('maps inputs and outputs, lists and maps among them', async () => {
    const xml = line(
      `<bpmn:serviceTask id="h" in-line="" camunda:class="x"><bpmn:extensionElements><camunda:inputOutput>
         <camunda:inputParameter name="text">plain</camunda:inputParameter>
         <camunda:inputParameter name="none"/>
         <camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value><camunda:value>=b</camunda:value></camunda:list></camunda:inputParameter>
         <camunda:inputParameter name="fixed"><camunda:list><camunda:value>a</camunda:value></camunda:list></camunda:inputParameter>
         <camunda:inputParameter name="map"><camunda:map><camunda:entry key="k &quot;1&quot;">v</camunda:entry><camunda:entry key="n"><camunda:list><camunda:value>=c</camunda:value></camunda:list></camunda:entry></camunda:map></camunda:inputParameter>
         <camunda:inputParameter name="script"><camunda:script scriptFormat="feel">d + 1</camunda:script></camunda:inputParameter>
         <camunda:outputParameter name="out">\${result.id}</camunda:outputParameter>
       </camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`,
    )
    const { inputs, outputs } = await compiledNode(xml, 'h', 'service-task')
    const feel = (text: string) => ({ expression: { feel: text, source: text } })

    expect(inputs).to.deep.equal([
      { name: 'text', value: { literal: 'plain' } },
      { name: 'none', value: { literal: null } },
      { name: 'list', value: feel('["a", (b)]') },
      { name: 'fixed', value: { literal: ['a'] } },
      { name: 'map', value: feel('{"k \\"1\\"": "v", "n": ([(c)])}') },
      { name: 'script', value: feel('d + 1') },
    ])
    expect(outputs).to.deep.equal([
      { name: 'out', value: { expression: { feel: 'result.id', source: '${result.id}' } } },
    ])
  })

  it('repeats over a collection or a number', async () => {
    const xml = line(
      `<bpmn:task id="each" in-line=""><bpmn:multiInstanceLoopCharacteristics isSequential="true" camunda:collection="items" camunda:elementVariable="item">
         <bpmn:completionCondition>=done</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>
       <bpmn:task id="three" in-line=""><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>`,
    )
    expect((await compiledNode(xml, 'each', 'task')).multiInstance).to.deep.equal({
      sequential: true,
      cardinality: null,
      collection: { feel: 'items', source: 'items' },
      elementVariable: 'item',
      completionCondition: { feel: 'done', source: '=done' },
    })
    expect((await compiledNode(xml, 'three', 'task')).multiInstance).to.deep.include({
      sequential: false,
      cardinality: { literal: 3 },
      collection: null,
    })
  })
})

describe('compiled gateways and sub-processes', () => {
  it('ask conditions except on the default flow', async () => {
    const xml = process(
      `<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g" default="g_b"/><bpmn:task id="a"/><bpmn:task id="b"/><bpmn:parallelGateway id="j"/>
       ${flow('s', 'g')}${flow('g', 'a', '${amount > 100}')}${flow('g', 'b')}${flow('a', 'j')}${flow('b', 'j')}<bpmn:endEvent id="e"/>${flow('j', 'e')}`,
    )
    const { definition } = await compiled(xml)

    expect(definition.nodes['g']).to.include({ kind: 'exclusive-gateway', defaultFlow: 'g_b' })
    expect(definition.nodes['j']).to.deep.include({ kind: 'parallel-gateway', incoming: ['a_j', 'b_j'] })
    expect(definition.flows['g_a']?.condition).to.have.property('source', '${amount > 100}')
    expect(definition.flows['g_b']?.condition).to.equal(null)
  })

  it('wait for the first of several events', async () => {
    const xml = process(
      `<bpmn:startEvent id="s"/><bpmn:eventBasedGateway id="g"/>${flow('s', 'g')}${flow('g', 'r')}${flow('g', 'c')}
       <bpmn:receiveTask id="r" messageRef="m"/><bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
      '<bpmn:message id="m" name="reply"/>',
    )
    expect((await compiledNode(xml, 'g', 'event-based-gateway')).outgoing).to.deep.equal(['g_r', 'g_c'])
  })

  it('keep what stands in each scope apart', async () => {
    const xml = process(
      `<bpmn:startEvent id="s"/><bpmn:subProcess id="sub"><bpmn:startEvent id="s2"/><bpmn:task id="t2"/>${flow('s2', 't2')}
         <bpmn:subProcess id="watch" triggeredByEvent="true"><bpmn:startEvent id="s3" isInterrupting="false"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent></bpmn:subProcess>
       </bpmn:subProcess>${flow('s', 'sub')}`,
      '<bpmn:message id="m" name="recall"/>',
    )
    const { definition } = await compiled(xml)

    expect(definition.scopes).to.deep.equal({
      p: { id: 'p', startEvents: ['s'], implicitStarts: [], eventSubProcesses: [] },
      sub: { id: 'sub', startEvents: ['s2'], implicitStarts: [], eventSubProcesses: ['watch'] },
      watch: { id: 'watch', startEvents: ['s3'], implicitStarts: [], eventSubProcesses: [] },
    })
    expect(definition.nodes['sub']).to.deep.include({ kind: 'sub-process', triggeredByEvent: false, scope: 'p' })
    expect(definition.nodes['watch']).to.deep.include({ triggeredByEvent: true, scope: 'sub' })
    expect(definition.nodes['t2']).to.include({ scope: 'sub' })
    expect(definition.nodes['s3']).to.include({ scope: 'watch', interrupting: false })
  })
})

describe('a compiled call activity', () => {
  const call = (attributes: string, extensions = '') =>
    line(
      `<bpmn:callActivity id="c" in-line="" ${attributes}><bpmn:extensionElements>${extensions}</bpmn:extensionElements></bpmn:callActivity>`,
    )

  it('calls by key and shares all variables where it maps none', async () => {
    expect(await compiledNode(call('calledElement="delivery"'), 'c', 'call-activity')).to.deep.include({
      calledElement: { literal: 'delivery' },
      binding: { type: 'latest' },
      callIn: { all: false, mappings: [] },
      callOut: { all: false, mappings: [] },
      businessKey: null,
    })
  })

  it('calls a computed key with what it maps', async () => {
    const xml = call(
      'calledElement="=service.process" camunda:calledElementBinding="version" camunda:calledElementVersion="3"',
      `<camunda:in source="applicationId" target="caseId"/><camunda:in sourceExpression="\${sla.id}" target="slaId"/>
       <camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:out variables="all"/><camunda:out source="state" target="result"/>`,
    )
    const activity = await compiledNode(xml, 'c', 'call-activity')

    expect(activity).to.deep.include({
      calledElement: { expression: { feel: 'service.process', source: '=service.process' } },
      binding: { type: 'version', version: { literal: 3 } },
      callIn: {
        all: false,
        mappings: [
          { name: 'caseId', value: { expression: { feel: 'applicationId', source: 'applicationId' } } },
          { name: 'slaId', value: { expression: { feel: 'sla.id', source: '${sla.id}' } } },
        ],
      },
      callOut: {
        all: true,
        mappings: [{ name: 'result', value: { expression: { feel: 'state', source: 'state' } } }],
      },
    })
    expect(activity.businessKey).to.have.nested.property('expression.feel', 'businessKey')
  })

  it('calls the version with a tag', async () => {
    const xml = call(
      'calledElement="x" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="2026"',
    )
    expect((await compiledNode(xml, 'c', 'call-activity')).binding).to.deep.equal({
      type: 'versionTag',
      versionTag: { literal: '2026' },
    })
  })
})

describe('the uses of a definition', () => {
  it('name every form, decision, handler, message, signal, called process and expression with its element', async () => {
    const roots =
      '<bpmn:message id="m" name="reply"/><bpmn:message id="n" name="intake"/><bpmn:signal id="sg" name="stop"/>'
    const { uses } = await compiled(
      process(
        `<bpmn:startEvent id="s" camunda:formKey="p/start"/><bpmn:startEvent id="sm"><bpmn:messageEventDefinition messageRef="n"/></bpmn:startEvent>
         <bpmn:startEvent id="ss"><bpmn:signalEventDefinition signalRef="sg"/></bpmn:startEvent>
         <bpmn:userTask id="u" camunda:formKey="p/task" camunda:assignee="=owner"/>
         <bpmn:serviceTask id="h" camunda:class="notify.send">${properties({ feel: '=notAnExpression', source: 'x' })}</bpmn:serviceTask>
         <bpmn:businessRuleTask id="d" camunda:decisionRef="priority"/><bpmn:sendTask id="t" messageRef="m"/><bpmn:receiveTask id="r" messageRef="m"/>
         <bpmn:callActivity id="c" calledElement="delivery"/><bpmn:callActivity id="cc" calledElement="=any"/>
         <bpmn:endEvent id="e"><bpmn:signalEventDefinition signalRef="sg"/></bpmn:endEvent>
         ${['sm', 'ss', 's'].map((id) => flow(id, 'u')).join('')}${flow('u', 'h', '=ok')}${flow('h', 'd')}${flow('d', 't')}${flow('t', 'r')}${flow('r', 'c')}${flow('c', 'cc')}${flow('cc', 'e')}`,
        roots,
      ),
    )

    expect(uses).to.deep.equal({
      forms: [
        { elementId: 's', name: 'p/start' },
        { elementId: 'u', name: 'p/task' },
      ],
      decisions: [{ elementId: 'd', name: 'priority' }],
      handlers: [{ elementId: 'h', name: 'notify.send' }],
      messagesThrown: [{ elementId: 't', name: { literal: 'reply' } }],
      messagesReceived: [{ elementId: 'r', name: { literal: 'reply' } }],
      messagesStarting: [{ elementId: 'sm', name: { literal: 'intake' } }],
      signalsThrown: [{ elementId: 'e', name: { literal: 'stop' } }],
      signalsReceived: [],
      signalsStarting: [{ elementId: 'ss', name: { literal: 'stop' } }],
      calledElements: [{ elementId: 'c', name: 'delivery' }],
      expressions: [
        { elementId: 'u', expression: { feel: 'owner', source: '=owner' } },
        { elementId: 'cc', expression: { feel: 'any', source: '=any' } },
        { elementId: 'u_h', expression: { feel: 'ok', source: '=ok' } },
      ],
    })
  })
})
