/** Every process that is called by name is in force. */
import type { IntegrityFinding } from './finding.ts'
import { type Landscape, nameOf } from './landscape.ts'

export function checkCalls({ schemes }: Landscape): IntegrityFinding[] {
  return [...schemes.values()].flatMap(({ definition: { processKey, nodes } }) =>
    Object.values(nodes).flatMap((node): IntegrityFinding[] => {
      if (node.kind !== 'call-activity' || !('literal' in node.calledElement)) return []
      const called = String(node.calledElement.literal)
      if (schemes.has(called)) return []
      const message = `${nameOf(node)} of "${processKey}" calls "${called}", which is not in force: a case would stop there. Activate it, or call another.`
      return [
        {
          severity: 'warning',
          code: 'called-process-missing',
          processKey,
          elementId: node.id,
          subject: called,
          message,
        },
      ]
    }),
  )
}
