/** `docs/bpmn-coverage.md`: the rows of the standard with the marks that the stories gave them. */
import type { Theme, Row } from './rows/row.ts'
import type { Outcome, Story } from './story.ts'

export type Outcomes = ReadonlyMap<Story, Outcome>

const PROVEN = '✔'
const NOT_PROVEN = '✘'

/** @throws Error when a story names a row that is not listed */
export const coveragePage = (themes: readonly Theme[], outcomes: Outcomes): string => {
  const storiesOf = byRow(themes, outcomes)
  const marks = new Map(themes.flatMap(({ rows }) => rows).map((row) => [row, markOf(storiesOf(row), outcomes)]))
  const proven = (rows: readonly Row[]) => rows.filter((row) => marks.get(row) === PROVEN).length
  const all = themes.flatMap(({ rows }) => rows)

  const lines = [
    '# What of BPMN is executed',
    '',
    'The rows are listed from BPMN 2.0.2 (formal/2013-12-09; chapters 10 and 13, and what executes of 8 and 9). A mark is set',
    'by the stories of a row alone: small diagrams in `test/bpmn-coverage/stories`, played by the engine. ✔ means that all of',
    'them pass. Made by `npm run bpmn-coverage`; the tests see to it that it is up to date.',
    '',
    `**${proven(all)} of ${all.length} rows are proven, by ${outcomes.size} stories.**`,
    '',
    '| theme | rows | proven |',
    '| --- | ---: | ---: |',
    ...themes.map(({ name, rows }) => `| ${name} | ${rows.length} | ${proven(rows)} |`),
  ]
  for (const { name, rows } of themes) {
    lines.push(
      '',
      `## ${name}`,
      '',
      '| element | position | section | mark | story |',
      '| --- | --- | --- | --- | --- |',
    )
    for (const row of rows) {
      const stories = storiesOf(row).map(({ title }) => title)
      lines.push(cells(row.element, row.position, row.section, marks.get(row) ?? NOT_PROVEN, stories.join('; ')))
    }
  }
  return `${lines.join('\n')}\n`
}

/** Red as soon as one story fails, and where there is none. */
const markOf = (stories: readonly Story[], outcomes: Outcomes): string => {
  if (stories.length === 0) return `${NOT_PROVEN} no story`
  const failed = stories.map((story) => outcomes.get(story)).find((outcome) => outcome !== null)
  if (failed === undefined) return PROVEN
  return `${NOT_PROVEN} ${failed}`
}

const byRow = (themes: readonly Theme[], outcomes: Outcomes): ((row: Row) => readonly Story[]) => {
  const stories = new Map<string, Story[]>(themes.flatMap(({ rows }) => rows.map(({ id }) => [id, []])))
  for (const story of outcomes.keys())
    for (const id of story.rows) {
      const ofRow = stories.get(id)
      if (ofRow === undefined)
        throw new Error(`Expected story "${story.title}" to name listed rows, but "${id}" is none.`)
      ofRow.push(story)
    }
  return ({ id }) => stories.get(id) ?? []
}

const cells = (...texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;')).join(' | ')} |`
