import { countOf, differences } from '../counting.ts'
import type { Invariant } from './invariant.ts'

/** What was thrown is a message, and what was delivered was received: once each. */
export const messages: Invariant = function* ({ now }) {
  const thrown = countOf(
    now.events
      .filter(({ type }) => type === 'message-thrown')
      .map(({ processInstanceId: id, data }) => `${id} threw ${String(data.name)}`),
  )
  const sent = countOf(
    now.messages.flatMap(({ sourceInstanceId: id, name }) => (id === null ? [] : [`${id} threw ${name}`])),
  )
  yield* differences(thrown, sent, (what, told, rows) => `${what} ${told} times, but there are ${rows} messages.`)

  const received = countOf([
    ...now.events
      .filter(({ type }) => type === 'message-received')
      .map(({ processInstanceId: id, data }) => `${id} took ${String(data.name)}`),
    ...[...now.instances.values()].flatMap(({ row }) =>
      row.processKey === 'answering' ? [`${row.id} took case.asked`] : [],
    ),
  ])
  const delivered = countOf(
    now.messages.flatMap(({ state, deliveredTo, name }) =>
      state === 'delivered' ? [`${deliveredTo} took ${name}`] : [],
    ),
  )
  yield* differences(received, delivered, (what, told, rows) => `${what} ${told} times, but ${rows} messages say so.`)
}
