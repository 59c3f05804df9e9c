/** Judges FEEL at deployment: what is fine here compiles, and is safe to evaluate on any data. */
import { checkTree } from './check-tree.ts'
import { compileFeel } from './compile-feel.ts'
import { parseFeel } from './feel-tree.ts'
import { FeelRefused } from './meter.ts'
import { readLiteral, readLiterals, readOrder } from './simple-literal.ts'
import { compileUnaryTests } from './unary-tests.ts'

/**
 * Checks one FEEL expression.
 *
 * @param functionNames what may be called beside FEEL's own functions, e.g. `workingDays`
 * @returns one sentence that says what is wrong, or null when it may run
 */
export function checkFeel(feel: string, functionNames: readonly string[]): string | null {
  if (readLiteral(feel)) return null
  const parsed = parseFeel(feel)
  if ('problem' in parsed) return parsed.problem
  return checkTree(parsed.tree, feel, functionNames) ?? refusalOf(() => compileFeel(feel))
}

/** Checks the unary tests of a decision table's cell, e.g. `[1..5], > 10` or `not("a")`; as `checkFeel`. */
export function checkUnaryTests(tests: string, functionNames: readonly string[]): string | null {
  if (readLiterals(tests) || readOrder(tests)) return null
  const parsed = parseFeel(tests, 'unary-tests')
  if ('problem' in parsed) return parsed.problem
  return checkTree(parsed.tree, tests, functionNames) ?? refusalOf(() => compileUnaryTests(tests))
}

function refusalOf(compile: () => unknown): string | null {
  try {
    compile()
    return null
  } catch (error) {
    if (error instanceof FeelRefused) return error.message
    throw error
  }
}
