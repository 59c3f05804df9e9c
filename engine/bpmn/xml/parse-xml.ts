import { createRequire } from 'node:module'
import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle'
import { reasonOf } from '../../model/reason-of.ts'
import { writeOutAstralReferences } from './character-references.ts'
import { isModdleElement, type ModdleElement } from './moddle-element.ts'

// Required, not imported: importing JSON still prints a warning on Node 20.
const camunda: unknown = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json')
const moddle = new BpmnModdle({ camunda })

export interface ParsedXml {
  /** The `bpmn:definitions`; null when the root element is another or the text cannot be parsed. */
  readonly definitions: ModdleElement | null
  readonly warnings: readonly ModdleWarning[]
  /** Why there are no definitions. */
  readonly failure: string | null
}

/** Parses a text that `scanXml` found well-formed. */
export async function parseXml(xml: string): Promise<ParsedXml> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(writeOutAstralReferences(xml))
    return { definitions: isModdleElement(rootElement) ? rootElement : null, warnings, failure: null }
  } catch (error) {
    return { definitions: null, warnings: [], failure: reasonOf(error) }
  }
}
