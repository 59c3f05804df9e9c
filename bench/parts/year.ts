/**
 * The simulated year of an institution (test/year): how long it takes, and whether it takes longer when more is stored. What
 * the books say of it is tested there; here they only have to be without fault, so that a fast wrong year is no figure.
 */
import { findFaultsInBooks, openBooks } from '../../test/year/books/books.ts'
import { live } from '../../test/year/run.ts'
import { storyOf } from '../../test/year/story.ts'
import { cpuSeconds, figure, progress } from '../figure.ts'
import { scale } from '../scale.ts'

/** The simulation reports once a week. */
const WEEKS_A_MONTH = 4
const GOAL = { atMost: 900 }

/** A moment of the simulated time. */
interface Mark {
  readonly at: string
  readonly seconds: number
  readonly cpuSeconds: number
  readonly tasks: number
}

/** The processor time of a task at the end beside the beginning: work must grow with what is due, not with what is stored. */
const MOST_GROWTH = { atMost: 1.5 }

export async function measureYear(): Promise<void> {
  const story = storyOf(scale.yearDays, 'bench')
  const [began, cpu] = [performance.now(), cpuSeconds()]
  const marks: Mark[] = []
  const mark = (at: string, tasks: number): void => {
    marks.push({ at, tasks, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds() - cpu })
    progress(`  ${at.slice(0, 10)}: ${tasks} tasks`)
  }
  const lived = await live({ ...story, progress: mark })
  const seconds = (performance.now() - began) / 1000
  try {
    const books = await openBooks(lived)
    const [fault] = findFaultsInBooks(books)
    if (fault !== undefined) throw new Error(`Expected consistent books, but: ${fault}`)
    const { instances, history } = books.facts.snapshot
    const facts = { cases: instances.length, tasks: lived.completed, events: history.length }
    figure('simulated year of an institution', seconds, 's', { days: scale.yearDays, ...facts }, GOAL)
    // Afterwards nobody applies any more, and a month is not like the others.
    compareMonths(marks.filter(({ at }) => at < story.until))
  } finally {
    await lived.house.close()
  }
}

function compareMonths(marks: readonly Mark[]): void {
  // The first week warms up: everything is compiled once.
  const first = monthOf(marks.slice(0, WEEKS_A_MONTH + 1))
  const last = monthOf(marks.slice(-WEEKS_A_MONTH - 1))
  if (first === null || last === null) return
  figure(
    'simulated year, processor time of a task in its last month beside its first',
    last.cpuMsPerTask / first.cpuMsPerTask,
    'times',
    { first, last },
    MOST_GROWTH,
  )
}

/** From the first to the last of some marks; null where there are too few. */
function monthOf(marks: readonly Mark[]) {
  const [begin, end] = [marks[0], marks.at(-1)]
  if (!begin || !end || end.tasks === begin.tasks) return null
  const tasks = end.tasks - begin.tasks
  const cpuMsPerTask = (1000 * (end.cpuSeconds - begin.cpuSeconds)) / tasks
  return { from: begin.at.slice(0, 10), seconds: Math.round(end.seconds - begin.seconds), tasks, cpuMsPerTask }
}
