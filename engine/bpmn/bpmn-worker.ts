/** The thread in which uploaded XML is read; `read-bpmn.ts` starts it, and stops it when it takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import type { BpmnLimits } from './bpmn-limits.ts'
import { makeDrawing } from './layout/make-drawing.ts'
import { readBpmnText } from './read-bpmn-text.ts'
import type { Request } from './read-bpmn.ts'

const port = parentPort
const limits: BpmnLimits = workerData
if (port === null) throw new Error('Expected to run in a worker thread, but this is the main thread.')

const answer = async (request: Request) => {
  if (request.kind === 'draw') return { kind: 'drawn', drawing: await makeDrawing(request.text, limits) }
  return { kind: 'read', reading: await readBpmnText(request.resource, request.text, limits) }
}
port.on('message', (request: Request) => {
  // A rejection ends the thread, and the reader turns that into a problem.
  void answer(request).then((told) => port.postMessage(told))
})
port.postMessage({ kind: 'ready' })
