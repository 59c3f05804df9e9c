import { extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf, shorten, type Finding } from './check.ts'

type AtNode = Omit<Finding, 'elementId'>

/** A call activity says which process it calls, in which version, and what goes in and out. */
export const checkCallActivities = checkEachNode((node) => {
  if (node.type !== 'bpmn:CallActivity') return []
  return [...calledElement(node), ...binding(node), ...variables(node)]
})

function calledElement(node: DiagramNode): AtNode[] {
  if (textOf(node.element, 'calledElement') !== null) return []
  const message = `The call activity ${nameOf(node)} does not say which process it calls; set calledElement to its id.`
  return [{ code: 'called-element-missing', message }]
}

function binding(node: DiagramNode): AtNode[] {
  const wanted = textOf(node.element, 'camunda:calledElementBinding')
  switch (wanted) {
    case null:
    case 'latest':
    case 'deployment':
      return []
    case 'version':
    case 'versionTag': {
      const attribute = wanted === 'version' ? 'camunda:calledElementVersion' : 'camunda:calledElementVersionTag'
      if (textOf(node.element, attribute) !== null) return []
      return [{ code: 'binding-incomplete', message: `${nameOf(node)} is bound by ${wanted}; set ${attribute}, too.` }]
    }
    default: {
      const message = `The binding "${shorten(wanted)}" of ${nameOf(node)} is unknown; use latest, deployment, version or versionTag.`
      return [{ code: 'binding-unknown', message }]
    }
  }
}

function variables(node: DiagramNode): AtNode[] {
  const elements = [...extensionsOf(node.element, 'camunda:In'), ...extensionsOf(node.element, 'camunda:Out')]
  return elements
    .filter((element) => !isComplete(element))
    .map(() => {
      const message = `${nameOf(node)} has a camunda:in or camunda:out without source and target; complete or remove it.`
      return { code: 'mapping-incomplete', message }
    })
}

function isComplete(element: ModdleElement): boolean {
  const has = (property: string) => textOf(element, property) !== null
  if (has('businessKey') || textOf(element, 'variables') === 'all') return true
  return has('target') && (has('source') || has('sourceExpression'))
}
