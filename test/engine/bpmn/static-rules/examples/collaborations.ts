import { element, file, flow, MESSAGE, path, process, ROOTS, SIGNAL, START, type Examples } from './snippets.ts'

const OURS = `${START}<bpmn:sendTask id="send" messageRef="m"/><bpmn:exclusiveGateway id="g"/>
  <bpmn:intermediateThrowEvent id="told">${MESSAGE}</bpmn:intermediateThrowEvent>
  <bpmn:intermediateCatchEvent id="heard">${MESSAGE}</bpmn:intermediateCatchEvent>
  <bpmn:intermediateThrowEvent id="cried">${SIGNAL}</bpmn:intermediateThrowEvent><bpmn:endEvent id="end"/>
  ${path('start', 'send', 'g', 'told', 'heard', 'cried', 'end')}`
const THEIRS = `<bpmn:startEvent id="theirs"/><bpmn:task id="work"/>${flow('theirs', 'work')}`

const pools = (inside: string, participants = '', ours = OURS) =>
  file(`<bpmn:collaboration id="c"><bpmn:participant id="us" processRef="p"/><bpmn:participant id="them" processRef="q"/>
    <bpmn:participant id="box"/>${participants}${inside}</bpmn:collaboration>
    <bpmn:process id="p" isExecutable="true">${ours}</bpmn:process>
    <bpmn:process id="q" isExecutable="false">${THEIRS}</bpmn:process>${ROOTS}`)
const messageFlow = (from: string, to: string) =>
  `<bpmn:messageFlow id="${from}_to_${to}" sourceRef="${from}" targetRef="${to}"/>`
const lanes = (inside: string) => pools('', '', `<bpmn:laneSet id="ls">${inside}</bpmn:laneSet>${OURS}`)
const lane = (id: string, nodes: readonly string[], inside = '') =>
  element('lane', id, nodes.map((node) => `<bpmn:flowNodeRef>${node}</bpmn:flowNodeRef>`).join('') + inside)

const conversation = (retrieval: string) =>
  process(
    START,
    `<bpmn:message id="news" name="news"/><bpmn:message id="computed" name="=name"/>
     <bpmn:correlationProperty id="cp"><bpmn:correlationPropertyRetrievalExpression ${retrieval}</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
     <bpmn:collaboration id="c"><bpmn:correlationKey id="k"><bpmn:correlationPropertyRef>cp</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>`,
  )
const PATH = '<bpmn:messagePath>order</bpmn:messagePath>'

export const COLLABORATIONS: Examples = {
  'a conversation told by a message': [conversation(`messageRef="news">${PATH}`)],
  'a conversation told by a path in no message': [conversation(`>${PATH}`), 'correlation-incomplete cp'],
  'a conversation told by a message whose name is computed': [
    conversation(`messageRef="computed">${PATH}`),
    '~correlation-name-computed cp',
  ],
  'message flows between pools': [
    pools(
      messageFlow('send', 'box') +
        messageFlow('told', 'work') +
        messageFlow('box', 'heard') +
        messageFlow('work', 'start') +
        messageFlow('end', 'box') +
        messageFlow('us', 'them'),
    ),
  ],
  'a message flow inside a pool': [pools(messageFlow('send', 'heard')), 'message-flow-within-pool send_to_heard'],
  'a message flow from a pool into itself': [pools(messageFlow('us', 'heard')), 'message-flow-within-pool us_to_heard'],
  'a message flow from a gateway': [pools(messageFlow('g', 'box')), 'message-flow-end-wrong g_to_box'],
  'a message flow from a start event': [pools(messageFlow('start', 'box')), 'message-flow-end-wrong start_to_box'],
  'a message flow from an event that throws something else': [
    pools(messageFlow('cried', 'box')),
    'message-flow-end-wrong cried_to_box',
  ],
  'a message flow from an event that receives': [
    pools(messageFlow('heard', 'box')),
    'message-flow-end-wrong heard_to_box',
  ],
  'a message flow to an end event': [pools(messageFlow('box', 'end')), 'message-flow-end-wrong box_to_end'],
  'a message flow to an event that sends': [pools(messageFlow('box', 'told')), 'message-flow-end-wrong box_to_told'],
  'a message flow to nothing': [pools(messageFlow('send', 'gone')), '~reference-unresolved send_to_gone'],
  'a message flow where nothing runs': [pools(messageFlow('work', 'work'))],
  'one process in two pools': [pools('', '<bpmn:participant id="us2" processRef="p"/>'), 'process-in-two-pools us2'],
  'a pool that is several at once': [
    pools('', '<bpmn:participant id="many"><bpmn:participantMultiplicity minimum="1" maximum="3"/></bpmn:participant>'),
  ],
  'a pool that is fewer than it must be': [
    pools('', '<bpmn:participant id="many"><bpmn:participantMultiplicity minimum="4" maximum="3"/></bpmn:participant>'),
    '~multiplicity-invalid many',
  ],
  'a lane with an element of another process': [lanes(lane('la', ['work'])), 'lane-names-foreign-element la'],
  'an element in two lanes': [lanes(lane('la', ['g']) + lane('lb', ['g'])), '~element-in-two-lanes g'],
  'an element in a lane inside a lane': [
    lanes(lane('la', ['g'], `<bpmn:childLaneSet id="cs">${lane('lb', ['g'])}</bpmn:childLaneSet>`)),
  ],
}
