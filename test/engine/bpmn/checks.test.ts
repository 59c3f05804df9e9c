import { expect } from 'chai'
import { file, flow, line, problemsOf, process, read } from './diagram-text.ts'

const START = '<bpmn:startEvent id="start"/>'
const timer = (time: string) => `<bpmn:timerEventDefinition>${time}</bpmn:timerEventDefinition>`
const duration = (text: string) => timer(`<bpmn:timeDuration>${text}</bpmn:timeDuration>`)
const cycle = (text: string) => timer(`<bpmn:timeCycle>${text}</bpmn:timeCycle>`)
const MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
const ROOTS = `<bpmn:message id="m" name="reply"/><bpmn:message id="nameless"/><bpmn:signal id="sg" name="stop"/>
  <bpmn:error id="er" errorCode="NO"/><bpmn:error id="codeless"/>`
const extension = (elements: string) => `<bpmn:extensionElements>${elements}</bpmn:extensionElements>`

/** One element in an otherwise sound line. */
const task = (attributes: string, inside = '', kind = 'task') =>
  line(`<bpmn:${kind} id="t" in-line="" ${attributes}>${inside}</bpmn:${kind}>`, ROOTS)
const userTask = (attributes: string, inside = '') =>
  task(`camunda:candidateGroups="clerk" ${attributes}`, inside, 'userTask')
/** A start event alone, with something beside it. */
const beside = (elements: string) => process(START + elements, ROOTS)
const after = (elements: string) => beside(`${elements}${flow('start', 'x')}`)

/** What is wrong with each diagram: nothing else may be found in it. */
const table = (cases: Record<string, readonly [xml: string, ...problems: string[]]>) => {
  for (const [name, [xml, ...problems]] of Object.entries(cases)) {
    it(name, async () => expect(await problemsOf(xml)).to.deep.equal(problems))
  }
}

describe('the names in a diagram', () => {
  const long = 'a'.repeat(129)
  table({
    'may be up to 128 characters long': [
      beside(
        `<bpmn:task id="${long.slice(1)}"/><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="${long.slice(1)}"/>`,
      ),
    ],
    'may not be longer': [
      after(
        `<bpmn:task id="x"/><bpmn:task id="${long}"/><bpmn:sequenceFlow id="f" sourceRef="x" targetRef="${long}"/>`,
      ),
      `unsafe-id ${long}`,
    ],
    'may not mean something to JavaScript': [
      beside(
        `<bpmn:task id="constructor"/><bpmn:sequenceFlow id="__proto__" sourceRef="start" targetRef="constructor"/>`,
      ),
      'unsafe-id constructor',
      'unsafe-id __proto__',
    ],
    'has letters from a to z alone, though XML allows others': [
      after('<bpmn:task id="x"/><bpmn:task id="ķ"/>'),
      'unsafe-id',
    ],
    'may not begin with a digit': [after('<bpmn:task id="x"/><bpmn:dataObject id="1a"/>'), 'unsafe-id'],
    'may not have a prefix': [
      after('<bpmn:task id="x"/><bpmn:laneSet id="ls"><bpmn:lane id="a:b"/></bpmn:laneSet>'),
      'unsafe-id a:b',
    ],
    'may not be missing': [process(`${START}<bpmn:endEvent/>`), 'id-missing', '~element-unreachable without-id-2'],
    'may not be used twice': [after('<bpmn:task id="x"/>\n<bpmn:task id="x"/>'), 'duplicate-id x'],
    'of variables may not be reserved': [
      task(
        'camunda:resultVariable="constructor" camunda:expression="=1"',
        extension(
          '<camunda:inputOutput><camunda:inputParameter name="__proto__">1</camunda:inputParameter><camunda:outputParameter name="o"><camunda:map><camunda:entry key="prototype">1</camunda:entry></camunda:map></camunda:outputParameter></camunda:inputOutput>',
        ),
        'serviceTask',
      ),
      ...Array.from({ length: 3 }, () => 'unsafe-name t'),
    ],
    'of properties may not be reserved': [
      task('', extension('<camunda:properties><camunda:property name="__proto__" value="1"/></camunda:properties>')),
      'unsafe-name t',
    ],
  })

  it('are shown with the line of the second use', async () => {
    const { problems } = await read(process('<bpmn:startEvent id="x"/>\n<bpmn:task id="x"/>'))
    expect(problems.map(({ code, line: at }) => [code, at])).to.deep.equal([['duplicate-id', 5]])
  })
})

describe('a file', () => {
  table({
    'must have an executable process': [
      file('<bpmn:process id="p" isExecutable="false"><bpmn:startEvent id="s"/></bpmn:process>'),
      'no-executable-process p',
    ],
    'may not have elements that nobody knows': [
      after('<bpmn:task id="x"/><bpmn:fooTask id="foo"/>'),
      'element-unknown',
    ],
    'may not have Camunda elements that nobody knows': [task('', extension('<camunda:foo/>')), 'element-unknown'],
    'may have elements of other tools': [
      task('', extension('<o:mine xmlns:o="urn:other" id="t"><o:deep constructor="x" get="y"/></o:mine>')),
    ],
    'is warned of attributes without effect': [task('colour="red"'), '~attribute-unknown t'],
    'is warned of text between elements': [beside('stray'), '~text-ignored'],
    'is warned of another encoding': [task('').replace('UTF-8', 'ISO-8859-1'), '~encoding-ignored'],
    'is warned of lost references': [
      beside('<bpmn:textAnnotation id="ta"/><bpmn:association id="as" sourceRef="start" targetRef="gone"/>'),
      '~reference-unresolved as',
    ],
    'may not refer to an event definition that is missing': [
      task('', '<bpmn:eventDefinitionRef>gone</bpmn:eventDefinitionRef>', 'intermediateThrowEvent'),
      'reference-unresolved t',
    ],
    'must be BPMN': ['<html/>', 'not-bpmn'],
  })
})

describe('an element that cannot run yet', () => {
  const unsupported = 'element-not-supported t'
  table({
    'is a choreography': [task('', '', 'callChoreography'), unsupported],
  })
})

describe('a sequence flow', () => {
  const from = (attributes: string) => after(`<bpmn:task id="x"/><bpmn:sequenceFlow id="f" ${attributes}/>`)
  table({
    'must lead somewhere': [from('sourceRef="x"'), 'flow-leads-nowhere f'],
    'must come from somewhere': [from('targetRef="x"'), 'flow-leads-nowhere f'],
    'may not lead to what is missing': [from('sourceRef="x" targetRef="gone"'), 'flow-leads-nowhere f'],
    'may not come from what is missing': [from('sourceRef="gone" targetRef="x"'), 'flow-leads-nowhere f'],
    'may not lead to something that is no flow node': [from('sourceRef="x" targetRef="p"'), 'flow-leads-nowhere f'],
    'may not lead into a sub-process': [
      after(
        `<bpmn:task id="x"/><bpmn:subProcess id="sub"><bpmn:startEvent id="s"/><bpmn:task id="y"/>${flow('s', 'y')}</bpmn:subProcess>${flow('x', 'sub')}${flow('x', 'y')}`,
      ),
      'flow-crosses-border x_y',
    ],
  })

  it('says what is missing', async () => {
    const { problems } = await read(from('sourceRef="x" targetRef="gone"'))
    expect(problems[0]?.message).to.contain('"gone"').and.to.contain('connect it again')
  })
})

describe('an event in the wrong place', () => {
  const wrong = 'event-in-wrong-position'
  const sub = (attributes: string, start: string) =>
    beside(
      `<bpmn:subProcess id="x" ${attributes}>${start}</bpmn:subProcess>${attributes === '' ? flow('start', 'x') : ''}`,
    )
  const error = '<bpmn:errorEventDefinition errorRef="er"/>'
  table({
    'starts a process by an error': [
      process(`<bpmn:startEvent id="s">${error}</bpmn:startEvent>`, ROOTS),
      `${wrong} s`,
    ],
    'starts a sub-process by a message': [
      sub('', `<bpmn:startEvent id="s">${MESSAGE}</bpmn:startEvent>`),
      `${wrong} s`,
    ],
    'starts an event sub-process by nothing': [
      sub('triggeredByEvent="true"', '<bpmn:startEvent id="s"/>'),
      `${wrong} s`,
    ],
    'starts an event sub-process by an error: allowed': [
      sub('triggeredByEvent="true"', `<bpmn:startEvent id="s">${error}</bpmn:startEvent>`),
    ],
    'catches nothing': [task('', '', 'intermediateCatchEvent'), `${wrong} t`],
    'catches an error on the way': [task('', error, 'intermediateCatchEvent'), `${wrong} t`],
    'throws a timer': [task('', duration('PT1H'), 'intermediateThrowEvent'), `${wrong} t`],
    'terminates at a border': [
      beside(
        `<bpmn:task id="x"/>${flow('start', 'x')}<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:terminateEventDefinition/></bpmn:boundaryEvent>`,
      ),
      `${wrong} b`,
    ],
    'catches an error without interrupting': [
      beside(
        `<bpmn:task id="x"/>${flow('start', 'x')}<bpmn:boundaryEvent id="b" attachedToRef="x" cancelActivity="false">${error}</bpmn:boundaryEvent>`,
      ),
      `${wrong} b`,
    ],
    'ends by a timer': [
      beside(`<bpmn:endEvent id="x">${duration('PT1H')}</bpmn:endEvent>${flow('start', 'x')}`),
      `${wrong} x`,
    ],
    'is a start that a flow leads to': [
      beside(`<bpmn:task id="x"/>${flow('start', 'x')}${flow('x', 'start')}`),
      'event-with-incoming-flow start',
      '~loop-without-wait start',
      '~no-way-to-end start',
    ],
    'is a boundary event that a flow leads to': [
      beside(
        `<bpmn:task id="x"/>${flow('start', 'x')}<bpmn:boundaryEvent id="b" attachedToRef="x">${MESSAGE}</bpmn:boundaryEvent>${flow('x', 'b')}`,
      ),
      'event-with-incoming-flow b',
    ],
    'is an end that leads on': [
      after(`<bpmn:endEvent id="x"/><bpmn:task id="y"/>${flow('x', 'y')}`),
      'end-event-with-outgoing-flow x',
    ],
    'is a boundary event on nothing': [
      beside(`<bpmn:boundaryEvent id="b">${MESSAGE}</bpmn:boundaryEvent>`),
      'boundary-without-activity b',
      '~element-unreachable b',
    ],
    'is a boundary event on a gateway': [
      after(
        `<bpmn:parallelGateway id="x"/><bpmn:task id="y"/>${flow('x', 'y')}<bpmn:boundaryEvent id="b" attachedToRef="x">${MESSAGE}</bpmn:boundaryEvent>`,
      ),
      'boundary-without-activity b',
    ],
    'is a boundary event on an activity of another scope': [
      after(
        `<bpmn:subProcess id="x"><bpmn:task id="y"/></bpmn:subProcess><bpmn:boundaryEvent id="b" attachedToRef="y">${MESSAGE}</bpmn:boundaryEvent>`,
      ),
      'boundary-without-activity b',
      '~element-unreachable b',
    ],
  })
})

describe('an event sub-process', () => {
  const starts = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `<bpmn:startEvent id="s${index}"><bpmn:signalEventDefinition signalRef="sg"/></bpmn:startEvent>`,
    ).join('')
  const eventSub = (inside: string, beyond = '') =>
    beside(`<bpmn:subProcess id="x" triggeredByEvent="true">${inside}</bpmn:subProcess>${beyond}`)
  const invalid = 'event-sub-process-invalid x'
  table({
    'has one start event': [eventSub(starts(1))],
    'may not have two': [eventSub(starts(2)), invalid],
    'may not have none': [eventSub('<bpmn:task id="y"/>'), invalid],
    'may not have sequence flows': [eventSub(starts(1), flow('start', 'x')), invalid],
    'may not repeat': [
      eventSub(
        `${starts(1)}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`,
      ),
      invalid,
    ],
  })
})

describe('a gateway', () => {
  const choice = (flows: string, attributes = '', kind = 'exclusiveGateway') =>
    after(`<bpmn:${kind} id="x" ${attributes}/><bpmn:task id="a"/><bpmn:task id="b"/>${flows}`)
  table({
    'needs a way out': [after('<bpmn:parallelGateway id="x"/>'), 'gateway-without-way-out x'],
    'needs a condition on each way but the default': [
      choice(flow('x', 'a', '=n') + flow('x', 'b')),
      'condition-missing x_b',
    ],
    'does not need one on the default': [choice(flow('x', 'a', '=n') + flow('x', 'b'), 'default="x_b"')],
    'needs none with a single way': [after(`<bpmn:exclusiveGateway id="x"/><bpmn:task id="a"/>${flow('x', 'a')}`)],
    'takes no blank condition for one': [choice(flow('x', 'a', '=n') + flow('x', 'b', ' ')), 'condition-missing x_b'],
    'has its own default flow': [
      choice(flow('x', 'a', '=n') + flow('x', 'b', '=m'), 'default="start_x"'),
      'default-flow-unknown x',
    ],
    'has a default flow that exists': [
      choice(flow('x', 'a', '=n') + flow('x', 'b', '=m'), 'default="gone"'),
      'default-flow-unknown x',
    ],
    'never asks the condition of its default flow': [
      choice(flow('x', 'a', '=n') + flow('x', 'b', '=m'), 'default="x_b"'),
      '~condition-ignored x_b',
    ],
    'that is parallel asks none': [
      choice(flow('x', 'a', '=n') + flow('x', 'b'), '', 'parallelGateway'),
      '~condition-ignored x_a',
    ],
    'that waits for events leads only to such': [
      after(
        `<bpmn:eventBasedGateway id="x"/><bpmn:receiveTask id="r" messageRef="m"/><bpmn:task id="a"/>${flow('x', 'r')}${flow('x', 'a')}`,
      ),
      'gateway-needs-events x',
    ],
  })
})

describe('a way', () => {
  table({
    'to start is needed': [process('<bpmn:endEvent id="e"/>'), 'no-way-to-start p', '~element-unreachable e'],
    'to start is needed where everything goes in a circle': [
      process(`<bpmn:task id="a"/><bpmn:task id="b"/>${flow('a', 'b')}${flow('b', 'a')}`),
      'no-way-to-start p',
      '~element-unreachable a',
      '~element-unreachable b',
    ],
    'to start is needed in a sub-process': [
      after('<bpmn:subProcess id="x"><bpmn:endEvent id="e"/></bpmn:subProcess>'),
      'no-way-to-start x',
      '~element-unreachable e',
    ],
    'through an empty sub-process is short': [after('<bpmn:subProcess id="x"/>'), '~sub-process-empty x'],
    'to each element is wanted': [
      beside(
        `<bpmn:task id="a"/><bpmn:task id="b"/>${flow('a', 'b')}<bpmn:subProcess id="c"><bpmn:task id="d"/></bpmn:subProcess>`,
      ),
      '~element-unreachable a',
      '~element-unreachable b',
      '~element-unreachable c',
    ],
    'may go over a boundary event and into an event sub-process': [
      after(`<bpmn:task id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x">${MESSAGE}</bpmn:boundaryEvent><bpmn:task id="y"/>${flow('b', 'y')}
        <bpmn:subProcess id="es" triggeredByEvent="true"><bpmn:startEvent id="s">${MESSAGE}</bpmn:startEvent><bpmn:task id="z"/>${flow('s', 'z')}</bpmn:subProcess>`),
    ],
  })
})

describe('a reference', () => {
  const start = (definition: string, id = 's') => `<bpmn:startEvent id="${id}">${definition}</bpmn:startEvent>`
  table({
    'to a message is needed': [
      task('', '<bpmn:messageEventDefinition/>', 'intermediateThrowEvent'),
      'message-without-name t',
    ],
    'to a message that exists': [
      task('', '<bpmn:messageEventDefinition messageRef="gone"/>', 'intermediateThrowEvent'),
      'message-without-name t',
    ],
    'to a message without a name means its id': [task('messageRef="nameless"', '', 'receiveTask')],
    'of a send task to a message that exists': [task('messageRef="gone"', '', 'sendTask'), 'message-without-name t'],
    'to a signal is needed': [
      task('', '<bpmn:signalEventDefinition/>', 'intermediateCatchEvent'),
      'signal-without-name t',
    ],
    'to a signal that exists': [
      task('', '<bpmn:signalEventDefinition signalRef="gone"/>', 'intermediateCatchEvent'),
      'signal-without-name t',
    ],
    'to a signal without a name means its id': [
      task('', '<bpmn:signalEventDefinition signalRef="unnamed"/>', 'intermediateCatchEvent').replace(
        '<bpmn:process',
        '<bpmn:signal id="unnamed"/><bpmn:process',
      ),
    ],
    'of a thrown error to a code': [
      beside(`<bpmn:endEvent id="x"><bpmn:errorEventDefinition/></bpmn:endEvent>${flow('start', 'x')}`),
      'error-without-code x',
    ],
    'of a caught error to an error without a code means any': [
      after(
        '<bpmn:task id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition errorRef="codeless"/></bpmn:boundaryEvent>',
      ),
    ],
    'of a caught error that leads nowhere does not mean any': [
      after(
        '<bpmn:task id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition errorRef="gone"/></bpmn:boundaryEvent>',
      ),
      'reference-unresolved b',
    ],
    'of a caught error may be left out': [
      after(
        '<bpmn:task id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>',
      ),
    ],
    'of a start event is not computed': [
      process(start('<bpmn:messageEventDefinition messageRef="c"/>'), '<bpmn:message id="c" name="=name"/>'),
      'start-name-computed s',
    ],
    'of an instantiating receive task is its own': [
      process(
        `<bpmn:receiveTask id="r1" messageRef="m" instantiate="true"/><bpmn:receiveTask id="r2" messageRef="m" instantiate="true"/>`,
        ROOTS,
      ),
      'start-name-twice r2',
    ],
    'of an event behind an instantiating gateway is not computed': [
      process(
        `<bpmn:eventBasedGateway id="g" instantiate="true"/><bpmn:receiveTask id="r" messageRef="computed"/><bpmn:receiveTask id="q" messageRef="m"/>${flow('g', 'r')}${flow('g', 'q')}`,
        `${ROOTS}<bpmn:message id="computed" name="=a"/>`,
      ),
      'start-name-computed r',
    ],
    'of one start event is not the same signal twice': [
      process(start('<bpmn:signalEventDefinition signalRef="sg"/>'.repeat(2)), ROOTS),
      'start-name-twice s',
    ],
    'of several start events may be one signal: each begins a case': [
      process(
        start('<bpmn:signalEventDefinition signalRef="sg"/>') +
          start('<bpmn:signalEventDefinition signalRef="sg"/>', 's2'),
        ROOTS,
      ),
    ],
    'of a start event is its own': [process(start(MESSAGE) + start(MESSAGE, 's2'), ROOTS), 'start-name-twice s2'],
  })
})

describe('a timer', () => {
  const wait = (time: string) => task('', time, 'intermediateCatchEvent')
  const start = (time: string) => process(`<bpmn:startEvent id="s">${time}</bpmn:startEvent>`)
  const date = (text: string) => timer(`<bpmn:timeDate>${text}</bpmn:timeDate>`)
  table({
    'needs a time': [wait(timer('')), 'timer-incomplete t'],
    'needs one time': [
      wait(timer('<bpmn:timeDate>2026-01-01</bpmn:timeDate><bpmn:timeDuration>P1D</bpmn:timeDuration>')),
      'timer-incomplete t',
    ],
    'may be a duration': [wait(duration('P1DT2H'))],
    'may be computed': [wait(duration('=sla.resolve'))],
    'may not be another text': [wait(duration('5 days')), 'timer-not-iso8601 t'],
    'may not go back': [wait(duration('-PT1H')), 'timer-not-iso8601 t'],
    'may not go on for more than ten years': [wait(duration('P11Y')), 'timer-not-iso8601 t'],
    'may be a date': [wait(date('2026-03-12T09:00:00+02:00'))],
    'may not be no date': [wait(date('12.03.2026')), 'timer-not-iso8601 t'],
    'may repeat at a start': [start(cycle('R/P1D'))],
    'may not repeat without pause': [start(cycle('R/PT0S')), 'timer-not-iso8601 s'],
    'may not repeat on the way': [wait(cycle('R3/PT1H')), '~timer-cannot-repeat t'],
    'may not be a cron line': [start(cycle('0 0 9 ? * MON-FRI')), 'timer-not-iso8601 s'],
  })

  it('says what to write instead of a cron line', async () => {
    const { problems } = await read(start(cycle('0 0/5 * * * ?')))
    expect(problems[0]?.message).to.contain('cron').and.to.contain('R/P1D')
  })
})

describe('a user task', () => {
  const eyes = (id: string) =>
    extension(`<camunda:properties><camunda:property name="notCompletedBy" value="${id}"/></camunda:properties>`)
  const deadline = (rule: string): string =>
    extension(`<camunda:properties><camunda:property name="deadline" value="${rule}"/></camunda:properties>`)
  table({
    'has a due date': [userTask('camunda:dueDate="soon"'), 'time-not-iso8601 t'],
    'has a follow-up date': [userTask('camunda:followUpDate="2026-02-30"'), 'time-not-iso8601 t'],
    'has both as duration or date': [userTask('camunda:dueDate="P5D" camunda:followUpDate="2026-02-03T10:00:00Z"')],
    'has a priority from 0 to 100': [userTask('camunda:priority="101"'), 'priority-invalid t'],
    'has a priority that is a number': [userTask('camunda:priority="high"'), 'priority-invalid t'],
    'has a form that is not computed': [userTask('camunda:formKey="=form"'), 'form-computed t'],
    'wants somebody': [task('', '', 'userTask'), '~task-for-nobody t'],
    'has four eyes': [
      line(
        `<bpmn:userTask id="u" in-line="" camunda:assignee="a"/><bpmn:userTask id="t" in-line="" camunda:assignee="b">${eyes('u')}</bpmn:userTask>`,
      ),
    ],
    'has four eyes on a user task of the process': [userTask('', eyes('start')), 'four-eyes-unknown t'],
    'is reminded of only': [userTask('', deadline('reminder'))],
    'says of its deadline what is known': [userTask('', deadline('later')), 'deadline-unknown t'],
    'may name its people in the words of the standard': [
      task(
        '',
        '<bpmn:potentialOwner id="po"><bpmn:resourceAssignmentExpression><bpmn:formalExpression>clerks</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>',
        'userTask',
      ),
    ],
    'whose resource role names nobody wants somebody': [
      task('', '<bpmn:potentialOwner id="po"/>', 'userTask'),
      '~task-for-nobody t',
    ],
  })
})

describe('the work of a task', () => {
  table({
    'is needed': [task('', '', 'serviceTask'), '~work-missing t'],
    'of a rule is needed': [task('', '', 'businessRuleTask'), '~work-missing t'],
    'of sending is needed': [task('', '', 'sendTask'), '~work-missing t'],
    'is of a known type': [task('camunda:type="mail"', '', 'serviceTask'), 'work-type-unknown t'],
    'of another system has a topic': [task('camunda:type="external"', '', 'serviceTask'), 'topic-missing t'],
    'maps a decision in a known way': [
      task('camunda:decisionRef="d" camunda:mapDecisionResult="first"', '', 'businessRuleTask'),
      'decision-mapping-unknown t',
    ],
  })
})

describe('a script', () => {
  const script = (attributes: string, text = '<bpmn:script>1 + 1</bpmn:script>') => task(attributes, text, 'scriptTask')
  const mapped = (inner: string) =>
    task(
      '',
      extension(
        `<camunda:inputOutput><camunda:inputParameter name="a">${inner}</camunda:inputParameter></camunda:inputOutput>`,
      ),
    )
  const condition = (attributes: string) =>
    after(
      `<bpmn:task id="x"/><bpmn:task id="y"/><bpmn:sequenceFlow id="f" sourceRef="x" targetRef="y"><bpmn:conditionExpression ${attributes}>a</bpmn:conditionExpression></bpmn:sequenceFlow>${flow('x', 'y2')}<bpmn:task id="y2"/>`,
    )
  const marked = condition('xsi:type="bpmn:tFormalExpression" language="http://www.w3.org/1999/XPath"').replace(
    '>a</',
    '>${a}</',
  )
  const foreign = '<camunda:script scriptFormat="groovy">1</camunda:script>'
  table({
    'is FEEL': [script('scriptFormat="feel"')],
    'is FEEL by its media type, as the standard wants it': [script('scriptFormat="text/feel"')],
    'is FEEL by its address': [script('scriptFormat="https://www.omg.org/spec/DMN/20191111/FEEL/"')],
    'is in no language that only sounds like it': [script('scriptFormat="feeling"'), 'script-language t'],
    'is in no other language': [script('scriptFormat="javascript"'), 'script-language t'],
    'says its language': [script(''), 'script-language t'],
    'stands in the diagram': [script('scriptFormat="feel" camunda:resource="a.js"'), 'script-language t'],
    'is not empty': [script('scriptFormat="feel"', ''), '~script-missing t'],
    'in a mapping is FEEL': [mapped(foreign), 'script-language t'],
    'in a list of a map is FEEL': [
      mapped(
        `<camunda:map><camunda:entry key="k"><camunda:list>${foreign}</camunda:list></camunda:entry></camunda:map>`,
      ),
      'script-language t',
    ],
    'of a condition is FEEL': [
      condition('xsi:type="bpmn:tFormalExpression" language="javascript"'),
      'script-language f',
    ],
    'of a condition is what its marker says': [marked],
    'of a condition may leave it open': [condition('xsi:type="bpmn:tFormalExpression" language="##unspecified"')],
    'of a condition may say so': [condition('xsi:type="bpmn:tFormalExpression" language="FEEL"')],
  })
})

describe('a call activity', () => {
  const call = (attributes: string, inside = '') => task(attributes, inside, 'callActivity')
  table({
    'says what it calls': [call(''), 'called-element-missing t'],
    'has a known binding': [call('calledElement="a" camunda:calledElementBinding="newest"'), 'binding-unknown t'],
    'has the version that it is bound to': [
      call('calledElement="a" camunda:calledElementBinding="version"'),
      'binding-incomplete t',
    ],
    'has the tag that it is bound to': [
      call('calledElement="a" camunda:calledElementBinding="versionTag"'),
      'binding-incomplete t',
    ],
    'may be bound to its deployment': [call('calledElement="a" camunda:calledElementBinding="deployment"')],
    'maps from something to something': [
      call('calledElement="a"', extension('<camunda:in source="b"/><camunda:out target="b"/>')),
      'mapping-incomplete t',
    ],
  })
})

describe('a multi-instance', () => {
  const loop = (attributes: string, inside = '') =>
    task('', `<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inside}</bpmn:multiInstanceLoopCharacteristics>`)
  const times = (text: string) => `<bpmn:loopCardinality>${text}</bpmn:loopCardinality>`
  table({
    'says how often': [loop(''), 'multi-instance-without-count t'],
    'counts in whole numbers': [loop('', times('1.5')), 'cardinality-invalid t'],
    'may compute its number without a marker, as conditions do': [loop('', times('count(items)'))],
    'does not count below zero': [loop('', times('-1')), 'cardinality-invalid t'],
    'may compute its number': [loop('', times('=count(items)'))],
    'has a collection for its element variable': [
      loop('camunda:elementVariable="item"', times('3')),
      '~element-variable-unused t',
    ],
  })
})

describe('an extension of Camunda that does nothing here', () => {
  const not = 'extension-not-supported t'
  const listener = '<camunda:executionListener class="x" event="start"/>'
  table({
    'is an execution listener': [task('', extension(listener)), not],
    'is a task listener': [userTask('', extension('<camunda:taskListener class="x" event="create"/>')), not],
    'is a listener of the process': [process(extension(listener) + START), 'extension-not-supported p'],
    'is a connector': [
      task(
        'camunda:class="a"',
        extension('<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>'),
        'serviceTask',
      ),
      not,
    ],
    'is a delegate expression': [task('camunda:delegateExpression="${bean}"', '', 'serviceTask'), not],
    'is a form reference': [userTask('camunda:formRef="f"'), not],
    'is a generated form': [userTask('', extension('<camunda:formData/>')), `~${not}`],
    'is the code of a message event': [
      task('', '<bpmn:messageEventDefinition messageRef="m" camunda:class="x"/>', 'intermediateThrowEvent'),
      `~${not}`,
    ],
  })
})

describe('an expression', () => {
  table({
    'that can be translated is accepted': [userTask('camunda:assignee="${case.owner}"')],
    'that calls a method is refused': [userTask('camunda:assignee="${bean.find(1)}"'), 'expression-invalid t'],
    'of a lane is refused once': [
      process(`<bpmn:laneSet id="ls"><bpmn:lane id="la">${extension('<camunda:properties><camunda:property name="candidateGroups" value="${a.b()}"/></camunda:properties>')}<bpmn:flowNodeRef>x</bpmn:flowNodeRef><bpmn:flowNodeRef>y</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        ${START}<bpmn:userTask id="x"/><bpmn:userTask id="y"/>${flow('start', 'x')}${flow('x', 'y')}`),
      'expression-invalid la',
    ],
  })
})
