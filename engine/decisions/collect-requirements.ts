/**
 * Which decisions come before one, each after those that it requires itself.
 *
 * @param requires ids that a decision names directly
 * @returns ids in order of evaluation, without `decisionId` itself; null when a decision requires itself in the end
 */
export function collectRequirements(
  decisionId: string,
  requires: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const done = new Set<string>()
  const open = new Set<string>()
  // A worklist, not recursion: a file may chain as many decisions as it has elements.
  const work: { readonly id: string; readonly leaving: boolean }[] = [{ id: decisionId, leaving: false }]
  for (let step = work.pop(); step !== undefined; step = work.pop()) {
    if (step.leaving) {
      open.delete(step.id)
      done.add(step.id)
      continue
    }
    if (done.has(step.id)) continue
    if (open.has(step.id)) return null
    open.add(step.id)
    work.push({ id: step.id, leaving: true })
    for (const required of requires.get(step.id) ?? []) {
      if (open.has(required)) return null
      if (!done.has(required)) work.push({ id: required, leaving: false })
    }
  }
  done.delete(decisionId)
  return [...done]
}
