import { expect } from 'chai'
import { MOST_SAVED_VIEWS } from '../../../api/workplace/saved-views.ts'
import { codeOf } from '../../support/refusal.ts'
import { anna, berta, openWorkplace, type TestWorkplace } from './open-workplace.ts'

describe('saved views', () => {
  let house: TestWorkplace
  beforeEach(async () => {
    house = await openWorkplace()
  })
  afterEach(() => house.close())

  const namesFor = async (owner: typeof anna | typeof berta, groups: readonly string[] = []) =>
    (await house.workplace.savedViews.list({ ...owner, groups })).map(({ name }) => name)

  it('are listed for who saved them, and for the group that they are shared with', async () => {
    const { savedViews } = house.workplace
    await savedViews.save({ ...anna, name: 'Steidzamie', query: 'priority=1&due=today' })
    await savedViews.save({ ...anna, name: ' Jaunie ', query: 'state=new', sharedWith: 'KAC' })
    await savedViews.save({ ...berta, name: 'Mani', query: '', sharedWith: '' })

    expect(await namesFor(anna, ['KAC'])).to.deep.equal(['Jaunie', 'Steidzamie'])
    expect(await namesFor(berta, ['KAC', 'EXE'])).to.deep.equal(['Mani', 'Jaunie'])
    expect(await namesFor(berta, ['EXE'])).to.deep.equal(['Mani'])
    expect(await savedViews.list({ institutionId: 'another', login: 'anna', groups: ['KAC'] })).to.deep.equal([])
  })

  it('are changed and removed by who saved them, or who manages', async () => {
    const { savedViews } = house.workplace
    const { id } = await savedViews.save({ ...anna, name: 'Jaunie', query: 'state=new', sharedWith: 'KAC' })
    const change = { id, name: 'Visi', query: 'state=all' }

    expect(await codeOf(savedViews.change({ ...berta, ...change, mayManage: false }))).to.equal('not-found')
    expect(await codeOf(savedViews.remove({ ...berta, id, mayManage: false }))).to.equal('not-found')
    expect(await savedViews.change({ ...anna, ...change, mayManage: false })).to.deep.equal({
      ...change,
      owner: 'anna',
      sharedWith: null,
    })
    expect(await namesFor(berta, ['KAC'])).to.deep.equal([])
    await savedViews.remove({ ...berta, id, mayManage: true })
    expect(await namesFor(anna)).to.deep.equal([])
    expect(await codeOf(savedViews.remove({ ...anna, id, mayManage: false }))).to.equal('not-found')
  })

  it('have a name and a query of sane length', async () => {
    const save = (name: string, query: string) => codeOf(house.workplace.savedViews.save({ ...anna, name, query }))
    expect(await save(' ', 'a=1')).to.equal('data-rejected')
    expect(await save('x'.repeat(101), 'a=1')).to.equal('data-rejected')
    expect(await save('x', 'a='.padEnd(2001, 'x'))).to.equal('data-rejected')
    expect(await save('x', 'a=1\r\nSet-Cookie:x')).to.equal('data-rejected')
  })

  it('are bounded for one person', async () => {
    const save = () => house.workplace.savedViews.save({ ...anna, name: 'x', query: 'a=1' })
    for (let n = 0; n < MOST_SAVED_VIEWS; n += 1) await save()
    expect(await codeOf(save())).to.equal('too-many-views')
  })
})
