import { expect } from 'chai'
import { choresOf } from '../../../api/chores.ts'
import { createFiles } from '../../../api/files/index.ts'
import { FileKinds } from '../../../api/files/kinds.ts'
import { readConfig } from '../../../api/config.ts'
import { Tracking } from '../../../api/tracking/index.ts'
import { Housekeeping } from '../../../api/housekeeping.ts'
import { DRAFT_LIMIT_BYTES, MOST_DRAFTS } from '../../../api/workplace/drafts.ts'
import { refusal } from '../../support/refusal.ts'
import { silentLog } from '../../support/silent-log.ts'
import { anna, berta, openWorkplace, type TestWorkplace } from './open-workplace.ts'

describe('drafts', () => {
  let house: TestWorkplace
  beforeEach(async () => {
    house = await openWorkplace()
  })
  afterEach(() => house.close())

  it('give back what was typed last, with the times that it was saved', async () => {
    const { drafts } = house.workplace
    await drafts.save({ ...anna, key: 'task:t1', entered: 'name=J%C4%81nis' })
    house.passTime(1)
    const saved = await drafts.save({ ...anna, key: 'task:t1', entered: 'name=J%C4%81nis&age=7' })

    expect(saved).to.deep.equal({
      key: 'task:t1',
      entered: 'name=J%C4%81nis&age=7',
      version: 2,
      savedAt: '2026-03-02T09:00:00.000Z',
    })
    expect(await drafts.get({ ...anna, key: 'task:t1' })).to.deep.equal(saved)
  })

  it('are seen by nobody else', async () => {
    const { drafts } = house.workplace
    await drafts.save({ ...anna, key: 'start:application', entered: 'a=1' })

    expect(await drafts.get({ ...berta, key: 'start:application' })).to.equal(null)
    expect(await drafts.list(berta)).to.deep.equal([])
    expect(await drafts.get({ ...anna, institutionId: 'another', key: 'start:application' })).to.equal(null)
  })

  it('are gone when they are discarded, and begin again', async () => {
    const { drafts } = house.workplace
    await drafts.save({ ...anna, key: 'record:person:1', entered: 'a=1' })
    await drafts.discard({ ...anna, key: 'record:person:1' })
    await drafts.discard({ ...anna, key: 'record:person:1' })

    expect(await drafts.get({ ...anna, key: 'record:person:1' })).to.equal(null)
    expect((await drafts.save({ ...anna, key: 'record:person:1', entered: 'a=2' })).version).to.equal(1)
  })

  it('saved at the same moment by two windows count both', async () => {
    const { drafts } = house.workplace
    await Promise.all(['a=1', 'a=2', 'a=3'].map((entered) => drafts.save({ ...anna, key: 'task:t', entered })))

    expect((await drafts.get({ ...anna, key: 'task:t' }))?.version).to.equal(3)
  })

  const refused: readonly (readonly [string, string, string])[] = [
    ['of no form', 'other:1', 'a=1'],
    ['with a space in the key', 'task:a b', 'a=1'],
    ['that is too long', 'task:t', 'ā'.repeat(DRAFT_LIMIT_BYTES / 2 + 1)],
    ['with a NUL', 'task:t', 'a=\0'],
  ]
  for (const [what, key, entered] of refused) {
    it(`${what} are refused`, async () => {
      expect(await refusal(house.workplace.drafts.save({ ...anna, key, entered }))).to.include({
        code: 'data-rejected',
      })
    })
  }

  it('are bounded for one person; those there are can still be saved', async () => {
    const { drafts } = house.workplace
    for (let n = 0; n < MOST_DRAFTS; n += 1) await drafts.save({ ...anna, key: `task:${n}`, entered: 'a=1' })

    const more = await refusal(drafts.save({ ...anna, key: 'task:more', entered: 'a=1' }))
    expect(more).to.include({ code: 'too-many-drafts' })
    expect((await drafts.save({ ...anna, key: 'task:7', entered: 'a=2' })).version).to.equal(2)
    expect((await drafts.save({ ...berta, key: 'task:7', entered: 'a=2' })).version).to.equal(1)
  })

  it('that nobody saved again for long are taken away by housekeeping, however many', async () => {
    const { workplace, store, clock } = house
    const { drafts } = workplace
    for (let n = 0; n < 120; n += 1) await drafts.save({ ...anna, key: `task:${n}`, entered: 'a=1' })
    house.passTime(89 * 24)
    await drafts.save({ ...anna, key: 'task:3', entered: 'a=2' })
    house.passTime(2 * 24)
    const config = readConfig({})
    const files = createFiles(
      { store, clock, log: silentLog, kinds: new FileKinds([]) },
      { ...config, filesPath: '/nowhere' },
    )

    const tracking = new Tracking({ store, clock }, config)
    await new Housekeeping(choresOf({ workplace, files, tracking, clock }, config), silentLog).sweep()

    expect((await drafts.list(anna)).map(({ key }) => key)).to.deep.equal(['task:3'])
  })
})
