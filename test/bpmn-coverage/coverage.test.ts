/**
 * The coverage of BPMN, proven: each story of the book of examples is played, and `docs/bpmn-coverage.md` says what came
 * out. An element that breaks turns its row red, here and on the page. After a change: `npm run bpmn-coverage`.
 */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { coveragePage } from './page.ts'
import { THEMES } from './rows.ts'
import { STORIES } from './stories.ts'
import { type Outcome, type Story, firstLineOf } from './story.ts'

const page = readFileSync(new URL('../../docs/bpmn-coverage.md', import.meta.url), 'utf8')

describe('the coverage of BPMN', () => {
  const outcomes = new Map<Story, Outcome>(STORIES.map((one) => [one, 'was not played']))

  for (const { name, rows } of THEMES)
    describe(name, () => {
      for (const { id, element, position } of rows)
        for (const one of STORIES.filter((candidate) => candidate.rows[0] === id))
          it(`${element}, ${position}: ${one.title}`, async () => {
            try {
              await one.play()
              outcomes.set(one, null)
            } catch (error) {
              outcomes.set(one, firstLineOf(error))
              throw error
            }
          })
    })

  // Behind the stories: mocha runs the tests of a suite before those of the suites in it.
  describe('the page', () => {
    it('says in docs/bpmn-coverage.md what the stories showed', function () {
      const shown = coveragePage(THEMES, outcomes)
      // Of chosen tests alone it cannot be told.
      if ([...outcomes.values()].includes('was not played')) this.skip()
      expect(page.split('\n')).to.deep.equal(shown.split('\n'))
    })
  })
})
