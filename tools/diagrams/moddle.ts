/** bpmn-moddle with the camunda vocabulary: reads and writes whole files. */
import { BpmnModdle } from 'bpmn-moddle'
import { createRequire } from 'node:module'
import { isModdleElement, type ModdleElement } from '../../engine/bpmn/xml/moddle-element.ts'

export const createModdle = (): BpmnModdle =>
  new BpmnModdle({ camunda: createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json') as unknown })

/** @throws Error when the file has warnings: what was not understood would be lost in writing */
export async function parseBpmn(moddle: BpmnModdle, xml: string): Promise<ModdleElement> {
  const { rootElement, warnings } = await moddle.fromXML(xml)
  const first = warnings[0]
  if (first) throw new Error(`Expected a file that is understood in full, but: ${first.message}`)
  if (!isModdleElement(rootElement)) throw new Error('Expected BPMN definitions, but there are none.')
  return rootElement
}
