import { expect } from 'chai'
import type { Caller } from '../../api/policies/caller.ts'
import {
  mayLookForMeasures,
  mayReviewMeasures,
  maySeeAllMeasures,
  maySeeMeasuresOfProcess,
  maySeeMeasuresOfService,
  maySeeReport,
} from '../../api/policies/measuring.ts'

const caller = (groups: readonly string[], grants: readonly string[] = []): Caller => ({
  kind: 'person',
  id: 'anna',
  name: 'Anna',
  institutionId: 'demo',
  roles: groups.map((group) => group.split('@')[0] ?? ''),
  groups: groups.flatMap((group) => [group.split('@')[0] ?? '', group]),
  grants: new Set(grants),
  language: null,
  substitutes: [],
})

describe('who may see measures', () => {
  it('are management, the quality manager and auditors for all of them', () => {
    for (const one of [caller(['MGMT@*']), caller(['OPM@*']), caller(['SPM@*']), caller([], ['audit.read'])])
      expect(maySeeAllMeasures(one)).to.equal(true)
    for (const one of [caller(['PM@incident']), caller(['SM@*']), caller(['KAC@*']), caller(['MGMT@s-1'])])
      expect(maySeeAllMeasures(one)).to.equal(false)
  })

  it('are process managers for their process, service managers for their services', () => {
    const manager = caller(['PM@incident'])
    expect([maySeeMeasuresOfProcess(manager, 'incident'), maySeeMeasuresOfProcess(manager, 'change')]).to.deep.equal([
      true,
      false,
    ])
    expect([
      mayReviewMeasures(manager, 'incident'),
      mayReviewMeasures(manager, 'change'),
      mayReviewMeasures(manager, null),
    ]).to.deep.equal([true, false, false])
    const holder = caller(['SM@s-1'])
    expect([maySeeMeasuresOfService(holder, 's-1'), maySeeMeasuresOfService(holder, 's-2')]).to.deep.equal([
      true,
      false,
    ])
    expect(maySeeMeasuresOfProcess(holder, 'incident')).to.equal(false)
    expect(maySeeMeasuresOfService(caller(['SGM@*']), 's-2')).to.equal(true)
  })

  it('are financiers for money', () => {
    const financier = caller(['FIN@*'])
    expect([maySeeReport(financier, 'costs'), maySeeReport(financier, 'volumes')]).to.deep.equal([true, false])
    expect([
      maySeeMeasuresOfProcess(financier, 'finance'),
      maySeeMeasuresOfProcess(financier, 'incident'),
    ]).to.deep.equal([true, false])
  })

  it('is nobody else', () => {
    for (const one of [caller([]), caller(['KAC@*']), caller(['SUP@*']), caller(['CLI@*'], ['task.work'])])
      expect(mayLookForMeasures(one)).to.equal(false)
  })
})
