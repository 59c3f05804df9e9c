/** Lets an institution live for some days: people apply, its people work, time passes, the server stands still for a while. */
import type { Instant } from '../../engine/model/json.ts'
import { createRandom } from '../simulation/random.ts'
import { House, PEOPLE } from '../support/house.ts'
import { Citizens } from './citizens.ts'
import { Office } from './office.ts'
import type { Downtime } from './story.ts'
import { isOpen, moments, readCalendar, STOP_MINUTES } from './working-day.ts'
import { World } from './world.ts'

export interface YearOptions {
  readonly seed: string
  readonly from: Instant
  /** Nobody applies any more; what was begun is finished. */
  readonly until: Instant
  /** When all is looked at. */
  readonly end: Instant
  readonly applicationsADay: number
  readonly disturbancesAMonth: number
  /** One after the other; nothing is done or asked meanwhile. */
  readonly downtimes: readonly Downtime[]
  /** Called about once a simulated week. */
  readonly progress?: (at: Instant, completed: number) => void
}

/** What is left to look at when the time is over. */
export interface Lived {
  readonly options: YearOptions
  readonly house: House
  readonly world: World
  readonly completed: number
}

const STOPS_A_DAY = (9 * 60) / STOP_MINUTES
const DAYS_A_MONTH = 21
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS

/** After how many days agreements that hold already are to be looked at again. */
const REVIEWS = [
  ['sla-residence', 20],
  ['sla-archive', 200],
] as const

/** The same options give the same story: who applies, what is decided, which records come of it, and their ids. */
export async function live(options: YearOptions): Promise<Lived> {
  const { seed, from, until, end, downtimes, applicationsADay, disturbancesAMonth, progress } = options
  const random = createRandom(seed)
  const calendar = readCalendar('lv-public')
  const house = await House.open({ ids: random.fork('ids') })
  const world = new World()
  await moveTo(house, from)
  // Measuring is set up first: what is improved is named by what is measured.
  await house.engine.startProcessInstance({
    by: PEOPLE.opm,
    processKey: 'improvement',
    startEventId: 'CSI_E04',
    variables: { scope: 'Visi pakalpojumi.' },
  })
  for (const [id, days] of REVIEWS) {
    const reviewDate = new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)
    await house.engine.updateRecord({ by: PEOPLE.spm, register: 'sla', id, patch: { reviewDate } })
  }
  const office = new Office(house, world, random.fork('office'), calendar)
  const citizens = new Citizens(house, world, random.fork('citizens'))
  let told = Date.parse(from)
  for (const at of moments(calendar, from, end)) {
    if (downtimes.some((down) => down.from <= at && at < down.to)) continue
    const down = downtimes.find(({ to }) => house.instant < to && to <= at)
    if (down) await house.sleepUntil(down.to)
    await moveTo(house, at)
    const working = isOpen(calendar, at)
    const { sent } = citizens
    if (at < until && working)
      await citizens.arrive(applicationsADay / STOPS_A_DAY, disturbancesAMonth / DAYS_A_MONTH / STOPS_A_DAY)
    await citizens.react()
    // What is urgent is on somebody's table now.
    if (citizens.sent > sent) await house.engine.settle()
    const { completed } = office
    if (working) await office.work()
    if (office.completed > completed) await house.engine.settle()
    if (Date.parse(at) - told >= WEEK_MS) {
      told = Date.parse(at)
      progress?.(at, office.completed)
    }
  }
  return { options, house, world, completed: office.completed }
}

async function moveTo(house: House, at: Instant): Promise<void> {
  const minutes = (Date.parse(at) - Date.parse(house.instant)) / 60_000
  if (minutes > 0) await house.passTime({ minutes })
}
