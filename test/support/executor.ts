/** A stand-in for the executor's scheme: says what its form's `next` asks for, so that a story can play both sides. */
import { bpmn } from './bpmn.ts'
import type { ResourceFile } from '../../engine/model/deployment.ts'

const inputs = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `<camunda:inputParameter name="${name}">${value}</camunda:inputParameter>`)
    .join('')

const throwing = (id: string, message: string, payload: Record<string, string>): string =>
  `<intermediateThrowEvent id="${id}"><extensionElements><camunda:inputOutput>${inputs({ applicationId: '=applicationId', ...payload })}</camunda:inputOutput></extensionElements><messageEventDefinition messageRef="${message}"/></intermediateThrowEvent>`

const MESSAGES = {
  Start: 'request.escalated',
  Progress: 'work.progress',
  Ask: 'work.needsInfo',
  Reply: 'work.infoProvided',
  Return: 'work.returned',
  Done: 'work.completed',
  Stop: 'work.cancelled',
}

const xml = bpmn(
  `<startEvent id="EXE_E01"><messageEventDefinition messageRef="Start"/></startEvent>
   <userTask id="EXE_U01" camunda:candidateGroups="EXE" camunda:formKey="request/next"/>
   <exclusiveGateway id="EXE_G01"/>
   ${throwing('EXE_M01', 'Progress', { code: 'in_progress', note: 'Strādājam.' })}
   ${throwing('EXE_M02', 'Ask', { workRef: '=processInstanceId', question: 'Kāds ir numurs?' })}
   <intermediateCatchEvent id="EXE_R01"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=processInstanceId"/></camunda:properties></extensionElements><messageEventDefinition messageRef="Reply"/></intermediateCatchEvent>
   ${throwing('EXE_M03', 'Return', { reason: 'Nav mūsu.' })}
   ${throwing('EXE_M04', 'Done', { workOutcome: 'fulfilled', resultSummary: 'Izpildīts.' })}
   <endEvent id="EXE_E09"/><endEvent id="EXE_E08"/>
   <subProcess id="EXE_X01" triggeredByEvent="true"><startEvent id="EXE_X01_E1" isInterrupting="true"><messageEventDefinition messageRef="Stop"/></startEvent><endEvent id="EXE_X01_E9"/><sequenceFlow id="EXE_X01_F1" sourceRef="EXE_X01_E1" targetRef="EXE_X01_E9"/></subProcess>`,
  `EXE_E01 > EXE_U01 > EXE_G01;
   EXE_G01 > EXE_M01 [=next = "progress"]; EXE_M01 > EXE_U01;
   EXE_G01 > EXE_M02 [=next = "ask"]; EXE_M02 > EXE_R01 > EXE_U01;
   EXE_G01 > EXE_M03 [=next = "return"]; EXE_M03 > EXE_E08;
   EXE_G01 > EXE_M04 [default]; EXE_M04 > EXE_E09`,
  {
    key: 'request',
    roots: Object.entries(MESSAGES)
      .map(([id, name]) => `<message id="${id}" name="${name}"/>`)
      .join(''),
  },
)

const field = (label: string) => ({
  title: label,
  fields: { next: { label, options: { progress: label, ask: label, return: label, complete: label } } },
})

const form = {
  id: 'request/next',
  schema: {
    type: 'object',
    properties: { next: { type: 'string', enum: ['progress', 'ask', 'return', 'complete'] } },
    required: ['next'],
  },
  ui: { order: ['next'] },
  i18n: { lv: field('Tālāk'), en: field('Next') },
}

export const executorBundle: readonly ResourceFile[] = [
  { name: 'request.bpmn', content: xml },
  { name: 'next.form.json', content: JSON.stringify(form) },
]
