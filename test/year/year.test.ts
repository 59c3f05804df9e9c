/**
 * An institution lives: people apply, services break, people work, holidays pass, periods end. Everything goes through public
 * commands, and at the end the books are held against what the people did. A month by default; `YEAR_DAYS` and
 * `YEAR_SEED` make it longer or another one.
 */
import { expect } from 'chai'
import { DATABASE_KIND } from '../support/database.ts'
import { findFaultsInBooks, openBooks } from './books/books.ts'
import { live } from './run.ts'
import { storyOf } from './story.ts'

const days = Number(process.env['YEAR_DAYS'] ?? 28)
const isLong = days > 31
const seed = process.env['YEAR_SEED'] ?? 'ritums'

describe('an institution, simulated', function () {
  this.timeout(60_000 + days * 30_000)

  it(`keeps consistent books over ${days} days (seed "${seed}")`, async function () {
    // The books are read from outside the engine, from the file.
    if (DATABASE_KIND !== 'sqlite') this.skip()
    const lived = await live({
      ...storyOf(days, seed),
      ...(isLong
        ? { progress: (at, completed) => console.log(`      ${at.slice(0, 10)}: ${completed} tasks done`) }
        : {}),
    })
    try {
      const { world, completed } = lived
      expect(world.intents.size, 'applications').to.be.greaterThan(days * 2)
      expect(completed, 'tasks').to.be.greaterThan(world.intents.size)
      expect(world.disturbances.length, 'disturbances').to.be.greaterThan(0)
      const faults = findFaultsInBooks(await openBooks(lived))
      expect(faults, faults.slice(0, 20).join('\n')).to.deep.equal([])
    } finally {
      await lived.house.close()
    }
  })
})
