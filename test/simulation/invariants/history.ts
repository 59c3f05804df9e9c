import type { Invariant } from './invariant.ts'

/** Every instance's history is numbered from one without gaps, is as long as the instance says, and is only ever added to. */
export const history: Invariant = function* ({ before, now }) {
  for (const { row, history: lines } of now.instances.values()) {
    const numbers = lines.map(({ sequence }) => sequence)
    if (numbers.some((sequence, index) => sequence !== index + 1))
      yield `The history of "${row.id}" is numbered ${numbers.join(' ')}.`
    if (lines.length !== row.historyCount)
      yield `"${row.id}" says that its history has ${row.historyCount} lines, but there are ${lines.length}.`
    const old = before?.instances.get(row.id)?.history ?? []
    for (const [index, line] of old.entries())
      if (line !== lines[index])
        yield `Line ${line.sequence} of the history of "${row.id}" was ${JSON.stringify(line)}, but is ${JSON.stringify(lines[index])}.`
  }
  for (const { processInstanceId, sequence } of now.events)
    if (!now.instances.has(processInstanceId))
      yield `Line ${sequence} of the history of "${processInstanceId}" is there, but no such instance.`
}
