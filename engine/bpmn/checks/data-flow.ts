import type { DiagramNode, DiagramScope } from '../diagram/diagram.ts'
import { elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import {
  checkEachNode,
  lostReferencesOf,
  nameOf,
  problemAt,
  scopesOf,
  shorten,
  type Check,
  type NodeFinding,
} from './check.ts'

/** A data association leads to something; where from may be left open (BPMN 2.0.2 §10.4.1). */
export const checkDataAssociations: Check = (reading) => {
  const lost = lostReferencesOf(reading)
  return checkEachNode((node) =>
    associationsOf(node)
      .filter((association) => elementOf(association, 'targetRef') === null && !lost.has(association))
      .map((association): NodeFinding => {
        const which = association.$type === 'bpmn:DataInputAssociation' ? 'input' : 'output'
        const message = `A data ${which} association of ${nameOf(node)} leads to nothing; connect or remove it.`
        return { code: 'data-association-incomplete', message, section: '10.4.1' }
      }),
  )(reading)
}

function associationsOf({ element }: DiagramNode): ModdleElement[] {
  return [...elementsOf(element, 'dataInputAssociations'), ...elementsOf(element, 'dataOutputAssociations')]
}

/** A data object reference shows a data object; without one it is only drawn (BPMN 2.0.2 §10.4.1). */
export const checkDataReferences: Check = (reading) => {
  const lost = lostReferencesOf(reading)
  return scopesOf(reading)
    .flatMap(dataObjectReferences)
    .filter((reference) => elementOf(reference, 'dataObjectRef') === null && !lost.has(reference))
    .map((reference) => {
      const id = idOf(reference)
      const message = `The data object reference "${shorten(id ?? '')}" shows no data object, so that it is only drawn; choose one.`
      return problemAt(reading, {
        severity: 'warning',
        elementId: id,
        code: 'data-object-missing',
        message,
        section: '10.4.1',
      })
    })
}

function dataObjectReferences({ element }: DiagramScope): ModdleElement[] {
  return elementsOf(element, 'flowElements').filter(({ $type }) => $type === 'bpmn:DataObjectReference')
}
