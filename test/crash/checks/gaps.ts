import { SWALLOWING } from '../workload/processes.ts'
import { type Check, countOf } from './facts.ts'

/** Every instance's history is whole: numbered from one without gaps, as long as the instance says, and as its tokens went. */
export const gaps: Check = function* ({ instances, snapshot }) {
  for (const { row, tokens, history } of instances.values()) {
    const numbers = history.map(({ sequence }) => sequence)
    if (numbers.some((sequence, index) => sequence !== index + 1))
      yield `The history of "${row.id}" is numbered ${numbers.join(' ')}.`
    if (history.length !== row.historyCount)
      yield `"${row.id}" says that its history has ${row.historyCount} lines, but there are ${history.length}.`
    const elements = (type: string) =>
      countOf(history.filter((event) => event.type === type).map(({ elementId }) => elementId ?? ''))
    const left = elements('element-left')
    const standing = countOf(tokens.map(({ elementId }) => elementId))
    for (const [elementId, entered] of elements('element-entered')) {
      if (SWALLOWING.has(elementId)) continue
      const accounted = (left.get(elementId) ?? 0) + (standing.get(elementId) ?? 0)
      if (accounted !== entered)
        yield `"${row.id}" entered "${elementId}" ${entered} times, but ${accounted} of them are left or still there.`
    }
  }
  for (const { processInstanceId, sequence } of snapshot.history)
    if (!instances.has(processInstanceId))
      yield `Line ${sequence} of the history of "${processInstanceId}" is there, but no such instance.`
}
