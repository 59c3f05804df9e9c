import { expect } from 'chai'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'

const open = { institutionId: INSTITUTION, state: 'open' } as const

describe('what tasks say of their case', () => {
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  const found = async (text: string, visibleTo = PEOPLE.kac) =>
    (await house.engine.listTasks({ ...open, text, visibleTo: { userId: visibleTo.id, groups: visibleTo.groups } }))
      .items

  it('is the subject, number, client and status of the application', async () => {
    await house.submit({ clientName: 'Jānis Kalniņš', subject: 'Izziņa par dzīvesvietu' })
    await house.submit()
    const [task, ...others] = await found('kalnins IZZIŅA')

    expect(others).to.deep.equal([])
    expect(task).to.include({
      elementId: 'APP_U01',
      subject: 'Izziņa par dzīvesvietu',
      clientName: 'Jānis Kalniņš',
      caseStatus: 'registered',
    })
    expect(task?.caseNumber).to.match(/^P-2026-\d{6}$/)
    const byNumber = await found(task?.caseNumber ?? '')
    expect(byNumber.map(({ id }) => id)).to.deep.equal([task?.id])
    expect(await found('kalnins', PEOPLE.fin)).to.deep.equal([])
  })
})
