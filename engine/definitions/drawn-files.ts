import type { Insertion } from '../bpmn/layout/make-drawing.ts'
import type { BpmnReader } from '../bpmn/read-bpmn.ts'

/** Diagrams as any modeller opens them: as they were uploaded, with a drawing put in where they have none. */
export interface DrawnFiles {
  /** @param file its content, and the checksum of it */
  withDrawing(file: { readonly content: string; readonly checksum: string }): Promise<string>
}

/** Drawings are made when they are asked for, and the last ones kept: most files have their own. */
const KEPT = 20

export function createDrawnFiles(reader: Pick<BpmnReader, 'draw'>): DrawnFiles {
  const drawings = new Map<string, Insertion | null>()
  return {
    async withDrawing({ content, checksum }) {
      const known = drawings.get(checksum)
      // Without one the file can still be read; the next question tries again.
      const drawing = known === undefined ? await reader.draw(content).catch(() => undefined) : known
      if (drawing === undefined) return content
      // The one used last is the last to be forgotten.
      drawings.delete(checksum)
      drawings.set(checksum, drawing)
      const [oldest] = drawings.keys()
      if (drawings.size > KEPT && oldest !== undefined) drawings.delete(oldest)
      return drawing === null ? content : content.slice(0, drawing.at) + drawing.text + content.slice(drawing.at)
    },
  }
}
