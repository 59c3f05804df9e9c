import { expect } from 'chai'
import { problemsOf } from '../diagram-text.ts'
import type { Examples } from './examples/snippets.ts'

/** What is wrong with each diagram: exactly that must be found in it, in any order. */
export function table(examples: Examples): void {
  for (const [name, [xml, ...problems]] of Object.entries(examples)) {
    it(name, async () => expect(await rulesBroken(xml, problems)).to.have.members(problems))
  }
}

/** Whether an element can run already is no matter of rules, unless the example is about just that. */
export async function rulesBroken(xml: string, expected: readonly string[] = []): Promise<string[]> {
  const problems = await problemsOf(xml)
  return problems.filter((problem) => !problem.startsWith('element-not-supported') || expected.includes(problem))
}
