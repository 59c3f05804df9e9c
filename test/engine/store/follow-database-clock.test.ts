import { expect } from 'chai'
import { followDatabaseClock, measureOffset } from '../../../engine/store/follow-database-clock.ts'
import { silentLog } from '../../support/silent-log.ts'

describe('a clock that follows the database', () => {
  let now = Date.parse('2026-03-02T08:00:00.000Z')
  const clock = { now: () => new Date(now) }
  const AHEAD_MS = 90_000

  /** A database that is asked over a line which takes this long there and this long back. */
  const database = (delays: readonly (readonly [there: number, back: number])[]) => {
    let asked = 0
    return async (): Promise<number> => {
      const [there, back] = delays[asked++ % delays.length] ?? [0, 0]
      now += there
      const shown = now + AHEAD_MS
      now += back
      return shown
    }
  }

  it('believes the answer that came the quickest', async () => {
    const slow = [400, 20] as const
    expect(await measureOffset(clock, database([slow, slow, [2, 2], slow, slow]))).to.equal(AHEAD_MS)
  })

  it("shows the database's time, and goes on with this machine's between two looks", async () => {
    const following = await followDatabaseClock(clock, database([[1, 1]]), silentLog)
    const before = following.now().getTime()
    now += 5000
    expect(before - now).to.equal(AHEAD_MS - 5000)
    expect(following.now().getTime()).to.equal(before + 5000)
    following.stop()
  })
})
