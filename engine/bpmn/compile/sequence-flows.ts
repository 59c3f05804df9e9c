import type { SequenceFlow } from '../../model/process-definition.ts'
import type { DiagramFlow } from '../diagram/diagram.ts'
import { bodyOf, elementOf, textOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { propertyOf } from './properties.ts'

/** All flows by id; one that leads nowhere is left out, and a check reports it. */
export function compileFlows(compilation: Compilation): Readonly<Record<string, SequenceFlow>> {
  return Object.fromEntries(
    compilation.process.flows.flatMap((flow): [string, SequenceFlow][] => {
      if (flow.source === null || flow.target === null) return []
      return [
        [
          flow.id,
          {
            id: flow.id,
            name: textOf(flow.element, 'name'),
            nameEn: propertyOf(flow.element, 'nameEn'),
            source: flow.source.id,
            target: flow.target.id,
            condition: takesCondition(flow) ? readCondition(flow, compilation) : null,
          },
        ],
      ]
    }),
  )
}

/** The default flow is taken where no condition holds; parallel and event-based gateways ask none. */
export function takesCondition({ element, source }: DiagramFlow): boolean {
  if (source === null || source.type === 'bpmn:ParallelGateway' || source.type === 'bpmn:EventBasedGateway')
    return false
  return elementOf(source.element, 'default') !== element
}

function readCondition(flow: DiagramFlow, { read }: Compilation) {
  return read.expression(bodyOf(flow.element, 'conditionExpression'), flow.id)
}
