/** Writes `docs/bpmn-coverage.md`: plays every story and marks the rows. Says which are red (`npm run bpmn-coverage`). */
import { writeFileSync } from 'node:fs'
import { coveragePage } from './page.ts'
import { THEMES } from './rows.ts'
import { STORIES } from './stories.ts'
import { type Outcome, type Story, outcomeOf } from './story.ts'

const outcomes = new Map<Story, Outcome>()
for (const one of STORIES) outcomes.set(one, await outcomeOf(one))

const page = coveragePage(THEMES, outcomes)
writeFileSync(new URL('../../docs/bpmn-coverage.md', import.meta.url), page)
for (const line of page.split('\n')) if (line.includes('| ✘')) console.log(line)
console.log(page.split('\n').find((line) => line.startsWith('**')))
