import { join } from 'node:path'
import { expect } from 'chai'
import { byWhen, wayOf } from '../../../forms/ui/applicant/track/milestones.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { loadProcessData } from '../../../processes/load-process-data.ts'

const { milestones, registers } = loadProcessData(join(projectRoot(), 'processes'))

/** Statuses as the record had them, the first first. */
const way = (...statuses: readonly string[]) =>
  wayOf(
    milestones,
    statuses.map((status, hour) => ({ status, at: `2026-03-02T0${hour}:00:00.000Z` })).toReversed(),
  ).map(({ milestone, state, at }) => `${milestone.key} ${state}${at === null ? '' : ` ${at.slice(12, 13)}`}`)

describe('the milestones of an application', () => {
  it('name every status of its record once', () => {
    const statuses = registers.find(({ register }) => register === 'application')?.status?.codes ?? []
    expect(milestones.flatMap((one) => one.statuses)).to.have.members([...statuses])
    const schema = registers.find(({ register }) => register === 'application')?.schema as
      { readonly properties: Readonly<Record<string, unknown>> } | undefined
    for (const field of milestones.flatMap(({ by }) => by)) expect(schema?.properties).to.have.property(field)
  })

  it('are reached one after the other, since the first time; what was skipped is not told of', () => {
    expect(way('registered')).to.deep.equal([
      'received current 0',
      'looked-at ahead',
      'in-work ahead',
      'done ahead',
      'closed ahead',
    ])
    expect(way('registered', 'classified', 'in_support', 'resolved', 'resolved')).to.deep.equal([
      'received reached 0',
      'looked-at reached 1',
      'done current 3',
      'closed ahead',
    ])
  })

  it('wait beside the way, begin anew when it is reopened, and end where it ends', () => {
    expect(way('registered', 'classified', 'waiting_client')).to.deep.equal([
      'received reached 0',
      'looked-at reached 1',
      'waits-for-you current 2',
      'in-work ahead',
      'done ahead',
      'closed ahead',
    ])
    expect(way('registered', 'classified', 'resolved', 'reopened')).to.deep.equal([
      'received reached 0',
      'looked-at current 3',
      'in-work ahead',
      'done ahead',
      'closed ahead',
    ])
    expect(way('registered', 'classified', 'rejected')).to.deep.equal([
      'received reached 0',
      'looked-at reached 1',
      'refused current 2',
    ])
    expect(way('a status of somebody else')).to.deep.equal([])
  })

  it('say by when, as far as the record does', () => {
    const inWork = milestones.find(({ key }) => key === 'in-work')
    if (!inWork) throw new Error('Expected a milestone "in-work", but there is none.')
    expect(byWhen(inWork, { resolveDue: '2026-03-09T10:00:00.000Z' })).to.equal('2026-03-09T10:00:00.000Z')
    expect(byWhen(inWork, { resolveDue: '2026-03-09T10:00:00.000Z', expectedAt: '2026-03-05T10:00:00.000Z' })).to.equal(
      '2026-03-05T10:00:00.000Z',
    )
    expect(byWhen(inWork, {})).to.equal(null)
  })
})
