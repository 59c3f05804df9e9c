import type { Check } from './facts.ts'

/** Who asks again with the same key gets the same answer, and the answer that is kept for them is that one. */
export const answers: Check = function* ({ told, snapshot }) {
  const kept = new Map(snapshot.answers.map(({ key, answer }) => [key, answer]))
  for (const { key, answers: given, refusals } of told) {
    const different = new Set(given.map((answer) => JSON.stringify(answer)))
    const [first] = different
    if (different.size > 1) yield `"${key}" was answered differently: ${[...different].join(' and ')}.`
    if (first !== undefined && refusals.length > 0)
      yield `"${key}" was acknowledged, and also refused: ${refusals.join(', ')}.`
    if (first !== undefined && kept.get(key) !== first)
      yield `"${key}" was acknowledged with ${first}, but what is kept is ${kept.get(key) ?? 'nothing'}.`
    if (first === undefined && refusals.length > 0 && kept.has(key))
      yield `"${key}" was refused, but there is an answer to it.`
  }
}
