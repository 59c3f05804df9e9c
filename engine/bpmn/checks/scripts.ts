import type { DiagramFlow, DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** Scripts and conditions are FEEL, in the diagram itself. */
export const checkScripts: Check = (reading) =>
  reading.diagram.processes.flatMap((process) =>
    [
      ...process.nodes.flatMap(scriptTask),
      ...process.nodes.flatMap(scriptsInMappings),
      ...process.flows.flatMap(condition),
    ].map((finding) => problemAt(reading, finding)),
  )

function scriptTask(node: DiagramNode): Finding[] {
  if (node.type !== 'bpmn:ScriptTask') return []
  const { element, id: elementId } = node
  // A global script task says it in an attribute of another name.
  if (textOf(element, 'script') === null && textOf(element, 'camunda:resource') === null) {
    const message = `The script task ${nameOf(node)} has no script and passes like a plain task; write one in FEEL.`
    return [{ severity: 'warning', elementId, code: 'script-missing', message }]
  }
  const language = textOf(element, 'scriptFormat') ?? textOf(element, 'scriptLanguage')
  const foreign = foreignScript(language, textOf(element, 'camunda:resource'))
  if (foreign === null) return []
  const message = `The script of ${nameOf(node)} ${foreign}; write it in FEEL, with scriptFormat="feel".`
  return [{ elementId, code: 'script-language', message }]
}

function scriptsInMappings(node: DiagramNode): Finding[] {
  const parameters = extensionsOf(node.element, 'camunda:InputOutput').flatMap((inputOutput) => [
    ...elementsOf(inputOutput, 'inputParameters'),
    ...elementsOf(inputOutput, 'outputParameters'),
  ])
  return parameters.flatMap(scriptsBelow).flatMap((script) => {
    const foreign = foreignScript(textOf(script, 'scriptFormat'), textOf(script, 'resource'))
    if (foreign === null) return []
    const message = `A script in the input and output of ${nameOf(node)} ${foreign}; write it in FEEL.`
    return [{ elementId: node.id, code: 'script-language', message }]
  })
}

/** Scripts of a parameter, list or map; the depth limit of the file bounds the recursion. */
function scriptsBelow(element: ModdleElement): ModdleElement[] {
  if (element.$type === 'camunda:Script') return [element]
  const definition = elementOf(element, 'definition')
  const below = [definition, ...elementsOf(element, 'items'), ...elementsOf(element, 'entries')]
  return below.flatMap((one) => (one === null ? [] : scriptsBelow(one)))
}

function condition(flow: DiagramFlow): Finding[] {
  const expression = elementOf(flow.element, 'conditionExpression')
  const language = textOf(expression, 'language')
  // A marker says itself what follows; tools write the default of the standard beside it, which is XPath (§8.1).
  const isMarked = /^(?:=|[$#]\{)/.test(bodyOf(flow.element, 'conditionExpression') ?? '')
  const isForeign = language !== null && !isMarked && !isReadHere(language)
  if (!isForeign && textOf(expression, 'camunda:resource') === null) return []
  const foreign = isForeign ? `is written in "${shorten(language)}", which is not run here` : 'stands in another file'
  const message = `The condition of the flow "${shorten(flow.id)}" ${foreign}; write it in FEEL.`
  return [{ elementId: flow.id, code: 'script-language', message }]
}

function foreignScript(language: string | null, resource: string | null): string | null {
  if (resource !== null) return 'stands in another file'
  if (language === null) return 'names no language'
  return isReadHere(language) ? null : `is written in "${shorten(language)}", which is not run here`
}

/** Names of FEEL and JUEL, also as media type or address: `text/feel`, `https://www.omg.org/spec/DMN/20191111/FEEL/`. */
function isReadHere(language: string): boolean {
  return /(?:^|[^a-z])(?:feel|juel|unspecified)(?:$|[^a-z])/i.test(language)
}
