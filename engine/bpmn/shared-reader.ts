import { type BpmnReader, createBpmnReader } from './read-bpmn.ts'

/** An idle thread is kept so long for the next engine: starting one takes longer than reading most diagrams. */
const KEPT_MS = 10_000

let shared: BpmnReader | null = null
let users = 0
let ending: NodeJS.Timeout | undefined

/** The reader that all engines of a process share; closing it gives it back. */
export function sharedBpmnReader(): BpmnReader {
  const reader = (shared ??= createBpmnReader())
  users += 1
  clearTimeout(ending)
  let isOpen = true
  return {
    read: (resource, text) => reader.read(resource, text),
    draw: (text) => reader.draw(text),
    async close() {
      if (!isOpen) return
      isOpen = false
      users -= 1
      if (users > 0) return
      // Neither this nor the idle thread keeps the process alive.
      ending = setTimeout(() => {
        shared = null
        void reader.close()
      }, KEPT_MS).unref()
    },
  }
}
