import type { Problem } from '../model/errors.ts'
import type { DecisionTable } from './decision-table.ts'

/** Reads a `.dmn` file into decisions, or says what is wrong with it. */
export async function readDecisions(
  resourceName: string,
  _xml: string,
  _functionNames: readonly string[] = [],
): Promise<{ readonly decisions: readonly DecisionTable[]; readonly problems: readonly Problem[] }> {
  return {
    decisions: [],
    problems: [
      {
        severity: 'error',
        resource: resourceName,
        elementId: null,
        line: null,
        code: 'not-built',
        message: 'Expected decisions to be readable, but the reader is being built.',
      },
    ],
  }
}
