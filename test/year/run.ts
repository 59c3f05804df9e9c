/** Lets an institution live for some days: people apply, its people work, time passes. */
import type { Instant } from '../../engine/model/json.ts'
import { createRandom } from '../simulation/random.ts'
import { House, PEOPLE } from '../support/house.ts'
import { Citizens } from './citizens.ts'
import { Office } from './office.ts'
import { hours, isOpen, readCalendar } from './working-day.ts'
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
  /** Called about once a simulated week. */
  readonly progress?: (at: Instant, completed: number) => void
}

export interface Lived {
  readonly house: House
  readonly world: World
  readonly completed: number
}

const HOURS_A_DAY = 9
const DAYS_A_MONTH = 21
const WEEK_MS = 7 * 86_400_000

export async function live(options: YearOptions): Promise<Lived> {
  const { seed, from, until, end, applicationsADay, disturbancesAMonth, progress } = options
  const random = createRandom(seed)
  const calendar = readCalendar('lv-public')
  const house = await House.open()
  const world = new World()
  await moveTo(house, from)
  // Measuring is set up first: what is improved is named by what is measured.
  await house.engine.startProcessInstance({
    by: PEOPLE.opm,
    processKey: 'improvement',
    startEventId: 'CSI_E04',
    variables: { scope: 'Visi pakalpojumi.' },
  })
  const office = new Office(house, world, random.fork('office'), calendar)
  const citizens = new Citizens(house, world, random.fork('citizens'))
  let told = Date.parse(from)
  for (const at of hours(calendar, from, end)) {
    await moveTo(house, at)
    const working = isOpen(calendar, at)
    if (at < until && working)
      await citizens.arrive(applicationsADay / HOURS_A_DAY, disturbancesAMonth / DAYS_A_MONTH / HOURS_A_DAY)
    await citizens.react()
    if (working) await office.work()
    await house.engine.settle()
    if (Date.parse(at) - told >= WEEK_MS) {
      told = Date.parse(at)
      progress?.(at, office.completed)
    }
  }
  return { house, world, completed: office.completed }
}

async function moveTo(house: House, at: Instant): Promise<void> {
  const minutes = (Date.parse(at) - Date.parse(house.instant)) / 60_000
  if (minutes > 0) await house.passTime({ minutes })
}
