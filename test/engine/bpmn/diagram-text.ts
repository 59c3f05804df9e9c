/** Small diagrams as text, and what reading them finds. */
import { DEFAULT_BPMN_LIMITS, type BpmnLimits } from '../../../engine/bpmn/bpmn-limits.ts'
import type { BpmnReading } from '../../../engine/bpmn/bpmn-reading.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import type { FlowNode, FlowNodeKind } from '../../../engine/model/process-definition.ts'

/** A whole file around root elements. */
export function file(rootElements: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="test">
${rootElements}
</bpmn:definitions>`
}

/** A file with one executable process `p`; `roots` stand beside it (messages, errors …). Its body begins on line 4. */
export function process(body: string, roots = ''): string {
  return file(`<bpmn:process id="p" isExecutable="true">\n${body}\n</bpmn:process>\n${roots}`)
}

/** `start → …elements… → end`, joined in the order of their ids. */
export function line(elements: string, roots = ''): string {
  const ids = [...elements.matchAll(/<bpmn:(?!boundaryEvent)\w+ id="(\w+)" in-line=""/g)].flatMap(([, id]) => id ?? [])
  const path = ['start', ...ids, 'end']
  const flows = path.slice(1).map((id, index) => flow(path[index] ?? '', id))
  const body = elements.replaceAll(' in-line=""', '')
  return process(`<bpmn:startEvent id="start"/>${body}<bpmn:endEvent id="end"/>\n${flows.join('\n')}`, roots)
}

/** A sequence flow with an id made of its ends. */
export function flow(source: string, target: string, condition?: string): string {
  const attributes = `id="${source}_${target}" sourceRef="${source}" targetRef="${target}"`
  if (condition === undefined) return `<bpmn:sequenceFlow ${attributes}/>`
  const text = condition.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const expression = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${text}</bpmn:conditionExpression>`
  return `<bpmn:sequenceFlow ${attributes}>${expression}</bpmn:sequenceFlow>`
}

export function read(xml: string, limits: Partial<BpmnLimits> = {}): Promise<BpmnReading> {
  return readBpmnText('test.bpmn', xml, { ...DEFAULT_BPMN_LIMITS, ...limits })
}

/** What is wrong, as `code elementId`; warnings as `~code elementId`. */
export async function problemsOf(xml: string, limits: Partial<BpmnLimits> = {}): Promise<string[]> {
  const { problems } = await read(xml, limits)
  return problems.map(
    ({ severity, code, elementId }) =>
      `${severity === 'warning' ? '~' : ''}${code}${elementId === null ? '' : ` ${elementId}`}`,
  )
}

/** The compiled flow node of the only process; fails when the diagram has an error. */
export async function compiledNode<Kind extends FlowNodeKind>(
  xml: string,
  id: string,
  kind: Kind,
): Promise<Extract<FlowNode, { kind: Kind }>> {
  const { processes, problems } = await read(xml)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`Expected a diagram without errors, but: ${JSON.stringify(errors)}`)
  const node = processes[0]?.definition.nodes[id]
  if (!isOfKind(node, kind)) throw new Error(`Expected "${id}" to be a ${kind}, but it is ${node?.kind ?? 'missing'}.`)
  return node
}

function isOfKind<Kind extends FlowNodeKind>(
  node: FlowNode | undefined,
  kind: Kind,
): node is Extract<FlowNode, { kind: Kind }> {
  return node?.kind === kind
}
