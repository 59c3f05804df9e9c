import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle'
import { reasonOf } from '../../model/reason-of.ts'
import { CAMUNDA } from './camunda-package.ts'
import { writeOutAstralReferences } from './character-references.ts'
import { isModdleElement, type ModdleElement } from './moddle-element.ts'
import { resolveQualifiedReferences } from './qualified-references.ts'

const moddle = new BpmnModdle({ camunda: CAMUNDA })
readScriptsOfGlobalTasks(moddle)
readFlagsAsWritten(moddle)

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
    const { rootElement, warnings, elementsById } = await moddle.fromXML(writeOutAstralReferences(xml))
    if (!isModdleElement(rootElement)) return { definitions: null, warnings, failure: null }
    const remaining = resolveQualifiedReferences(rootElement, elementsById, warnings)
    return { definitions: rootElement, warnings: remaining, failure: null }
  } catch (error) {
    return { definitions: null, warnings: [], failure: reasonOf(error) }
  }
}

/** The package takes `script` of a global script task for an attribute; by the standard's schema it is an element. */
function readScriptsOfGlobalTasks({ registry }: BpmnModdle): void {
  const type = registry.typeMap['bpmn:GlobalScriptTask']
  const script = type?.properties.find(({ name }) => name === 'bpmn:script')
  if (script !== undefined) script.isAttr = false
}

/**
 * The package takes every flag that is not `true` for false, also `1` and mistyped ones; `flagOf` reads them instead. All
 * parsers of the program share the properties, also that of the rehearsal, so that only copies may change.
 */
function readFlagsAsWritten({ registry }: BpmnModdle): void {
  for (const type of Object.values(registry.typeMap)) {
    if (!type.name.startsWith('bpmn:')) continue
    type.properties = type.properties.map((property) =>
      property.type === 'Boolean' ? { ...property, type: 'String' } : property,
    )
  }
}
