/** Writes `docs/bpmn-coverage.md`: plays every story of `test/bpmn-coverage` and marks the rows. Says which are red. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../api/project-root.ts'
import { coveragePage } from '../test/bpmn-coverage/page.ts'
import { THEMES } from '../test/bpmn-coverage/rows.ts'
import { STORIES } from '../test/bpmn-coverage/stories.ts'
import { type Outcome, type Story, outcomeOf } from '../test/bpmn-coverage/story.ts'

const outcomes = new Map<Story, Outcome>()
for (const one of STORIES) outcomes.set(one, await outcomeOf(one))

const page = coveragePage(THEMES, outcomes)
writeFileSync(join(projectRoot(), 'docs', 'bpmn-coverage.md'), page)
for (const line of page.split('\n')) if (line.includes('| ✘')) console.log(line)
console.log(page.split('\n').find((line) => line.startsWith('**')))
