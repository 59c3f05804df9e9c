import type { DiagramNode, DiagramProcess } from '../diagram/diagram.ts'
import { drawScope, type ScopeDrawing } from './draw-scope.ts'
import { EMPTY_DRAWING } from './drawing.ts'

/** Draws a process with all its sub-processes open, innermost first: what is around them must know their sizes. */
export function drawProcess(process: DiagramProcess): ScopeDrawing {
  const insides = new Map<DiagramNode, ScopeDrawing>()
  let whole: ScopeDrawing = { ...EMPTY_DRAWING, width: 0, height: 0 }
  for (const scope of process.scopes.toReversed()) {
    const drawing = drawScope(process, scope, insides)
    if (scope.node === null) whole = drawing
    else if (drawing.shapes.length > 0) insides.set(scope.node, inSubProcess(drawing))
  }
  return whole
}

/** Room for its name above, and for what lies on its lower border. */
function inSubProcess(drawing: ScopeDrawing): ScopeDrawing {
  return { ...drawing, height: drawing.height + 20 }
}
