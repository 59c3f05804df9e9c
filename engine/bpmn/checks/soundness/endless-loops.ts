import type { DiagramNode, DiagramProcess } from '../../diagram/diagram.ts'
import { nameOf, problemAt, type Check, type Finding } from '../check.ts'
import { beginsOf, caseStartersOf } from './begins.ts'
import { componentsOf, createFirstOf } from './components.ts'
import { spread } from './spread.ts'
import { tokenGraphOf } from './token-graph.ts'
import { waitingNodesOf } from './waiting.ts'

/** A loop in which nothing waits runs on by itself until its condition changes, or until the machine stops it. */
export const checkEndlessLoops: Check = (reading) =>
  reading.diagram.processes.flatMap((process) => loopsIn(process).map((finding) => problemAt(reading, finding)))

function loopsIn(process: DiagramProcess): Finding[] {
  const waiting = waitingNodesOf(process)
  return process.scopes.flatMap((scope) => {
    const graph = tokenGraphOf(scope)
    const begins = [...beginsOf(scope), ...caseStartersOf(scope)]
    const reached = spread(begins, (node) => graph.edgesFrom(node).map(({ to }) => to))
    const automatic = graph.nodes.filter((node) => reached.has(node) && !waiting.has(node))
    const next = (node: DiagramNode) => graph.edgesFrom(node).flatMap(({ to }) => (waiting.has(to) ? [] : [to]))
    const firstOf = createFirstOf(graph.nodes)
    return componentsOf(automatic, next)
      .filter(([first, second]) => second !== undefined || (first !== undefined && next(first).includes(first)))
      .flatMap((loop): Finding[] => {
        const first = firstOf(loop)
        if (first === undefined) return []
        const message = `Nothing waits in the loop through ${nameOf(first)}, so it may run without end; put a task or an event into it, or be sure that its condition changes.`
        return [{ severity: 'warning', elementId: first.id, code: 'loop-without-wait', message, section: '13.3.1' }]
      })
  })
}
