import type { Problem } from '../model/errors.ts'

/**
 * Puts problems in the order in which they are mended: errors first, each by line; a problem found twice stands once.
 *
 * @param most how many are listed; where there are more, one further problem counts the rest
 */
export function boundedProblems(problems: readonly Problem[], most: number): readonly Problem[] {
  const single = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
  const ordered = single.toSorted((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0))
  if (ordered.length <= most) return ordered

  const rest = ordered.slice(most)
  const severity = rest.some((problem) => problem.severity === 'error') ? 'error' : 'warning'
  const message = `There are ${rest.length} more problems; mend the listed ones first and upload again.`
  const count: Problem = {
    severity,
    resource: rest[0]?.resource ?? '',
    elementId: null,
    line: null,
    code: 'more-problems',
    message,
  }
  return [...ordered.slice(0, most), count]
}

function rank(problem: Problem): number {
  return problem.severity === 'error' ? 0 : 1
}
