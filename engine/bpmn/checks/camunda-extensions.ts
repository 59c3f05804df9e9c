import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { WORK_ATTRIBUTES } from '../compile/work.ts'
import { extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding } from './check.ts'

interface Unsupported {
  readonly severity: 'error' | 'warning'
  readonly remedy: string
}

const HANDLER = 'use a service task with a handler (camunda:class)'
const VARIABLES = 'use camunda:in and camunda:out'

/** Extensions of Camunda that change what happens there and do nothing here. */
const ELEMENTS: Readonly<Record<string, Unsupported>> = {
  'camunda:ExecutionListener': { severity: 'error', remedy: HANDLER },
  'camunda:TaskListener': { severity: 'error', remedy: HANDLER },
  'camunda:Connector': { severity: 'error', remedy: HANDLER },
  'camunda:ErrorEventDefinition': { severity: 'error', remedy: 'let the worker throw the BPMN error' },
  'camunda:FormData': { severity: 'warning', remedy: 'name a form with camunda:formKey' },
  'camunda:FormProperty': { severity: 'warning', remedy: 'name a form with camunda:formKey' },
  'camunda:Field': { severity: 'warning', remedy: 'use an input parameter or a property' },
  'camunda:FailedJobRetryTimeCycle': { severity: 'warning', remedy: 'the engine settings say how often work is tried' },
}

const ATTRIBUTES: Readonly<Record<string, Unsupported>> = {
  'camunda:delegateExpression': { severity: 'error', remedy: HANDLER },
  'camunda:formRef': { severity: 'error', remedy: 'name a form with camunda:formKey' },
  'camunda:caseRef': { severity: 'error', remedy: 'call a process (calledElement)' },
  'camunda:variableMappingClass': { severity: 'error', remedy: VARIABLES },
  'camunda:variableMappingDelegateExpression': { severity: 'error', remedy: VARIABLES },
  'camunda:calledElementTenantId': {
    severity: 'warning',
    remedy: 'the owner of the case decides which edition is called',
  },
}

export const checkCamundaExtensions: Check = (reading) =>
  reading.diagram.processes.flatMap((process) =>
    [
      ...[process, ...process.nodes, ...process.flows].flatMap(({ element, id }) => unsupportedIn(element, id)),
      ...process.nodes.flatMap((node) => eventDefinitionsOf(node).flatMap((one) => workOfMessage(one, node.id))),
    ].map((finding) => problemAt(reading, finding)),
  )

function unsupportedIn(element: ModdleElement, elementId: string): Finding[] {
  const elements = Object.entries(ELEMENTS).filter(([type]) => extensionsOf(element, type).length > 0)
  const attributes = Object.entries(ATTRIBUTES).filter(([name]) => textOf(element, name) !== null)
  return [...elements, ...attributes].map(([name, { severity, remedy }]) => ({
    severity,
    elementId,
    code: 'extension-not-supported',
    message: `"${name}" at "${shorten(elementId)}" has no effect here; ${remedy}.`,
  }))
}

/** Camunda lets a message event run code instead of sending its message; what is drawn is the message, and it is sent. */
function workOfMessage(definition: ModdleElement, elementId: string): Finding[] {
  if (definition.$type !== 'bpmn:MessageEventDefinition') return []
  const named = WORK_ATTRIBUTES.find((name) => textOf(definition, name) !== null)
  if (named === undefined) return []
  const message = `"${named}" of the message event "${shorten(elementId)}" has no effect here; the message itself is sent. Use a send task where a worker does it.`
  return [{ severity: 'warning', elementId, code: 'extension-not-supported', message }]
}
