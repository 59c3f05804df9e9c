import { bodyOf, elementOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'

/** A standard loop has a maximum that can be counted, or a condition that ends it (BPMN 2.0.2 §10.3.8, §13.3.6). */
export const checkStandardLoops = checkEachNode((node) => {
  const loop = elementOf(node.element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:StandardLoopCharacteristics') return []
  const maximum = loop.get('loopMaximum')
  const found: NodeFinding[] = []
  if (maximum !== undefined && !(typeof maximum === 'number' && Number.isSafeInteger(maximum) && maximum >= 0)) {
    const message = `The loopMaximum of ${nameOf(node)} is no whole number from 0; correct or remove it.`
    found.push({ code: 'loop-maximum-invalid', message, section: '10.3.8' })
  } else if (maximum === undefined && bodyOf(loop, 'loopCondition') === null) {
    const message = `Nothing ends the loop of ${nameOf(node)}; give it a loopCondition or a loopMaximum.`
    found.push({ severity: 'warning', code: 'loop-without-end', message, section: '10.3.8' })
  }
  return found
})
