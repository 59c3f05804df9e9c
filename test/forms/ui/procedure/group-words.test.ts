import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../../../../api/project-root.ts'
import { groupWords } from '../../../../forms/ui/procedure/group-words.ts'
import { loadProcessData } from '../../../../processes/load-process-data.ts'

describe('who does a step, in words', () => {
  const data = loadProcessData(join(projectRoot(), 'processes'))
  const told = (group: string) => groupWords(group, data, 'en')
  const name = (role: string): string => data.roles.find(({ key }) => key === role)?.name.en ?? ''
  const DECIDED = 'the group that the case says'

  it('is a role, of something or of the whole institution', () => {
    expect(told('KAC')).to.deep.equal([name('KAC')])
    expect(told('=["SM@" + finding.serviceId, "SPM"]')).to.deep.equal([name('SM'), name('SPM')])
    expect(told('=if serviceId = null then "SM" else "SM@" + serviceId')).to.deep.equal([name('SM')])
  })

  it('is a group that only the case knows', () => {
    expect(told('=executorGroup')).to.deep.equal([DECIDED])
    expect(told('=if executorGroup = null then "EXE" else executorGroup')).to.deep.equal([name('EXE'), DECIDED])
    expect(told('=if voter.userId = null then voter.group else null')).to.deep.equal([DECIDED])
    const manager = '=if managerUserId = null then (if serviceId = null then "SM" else "SM@" + serviceId) else null'
    expect(told(manager)).to.deep.equal([name('SM')])
  })
})
