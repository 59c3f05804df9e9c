/** The test vectors of the method (section 3.3), and what each mode asks for. */
import { expect } from 'chai'
import { assess, type Evidence, type Mode, pathTo } from '../../../processes/maturity/assess.ts'
import { requiredAt } from '../../../processes/maturity/table.ts'
import { data } from '../handlers/open-case.ts'

const table = data.maturity
const ALL = table.processes.map(({ code }) => code)
const COUNTS: Evidence = { deployed: true, active: true, measured: false, improved: false }
const standing = (codes: readonly string[], mode: Mode = 'operational', evidence: Evidence = COUNTS) =>
  assess(table, new Map(codes.map((code) => [code, evidence])), mode)
const codes = (missing: readonly { readonly code: string }[]) => missing.map(({ code }) => code)

describe('the level of maturity', () => {
  it('asks for nested sets, as table 3 has them', () => {
    expect(ALL).to.deep.equal(['APP', 'REQ', 'INC', 'PRB', 'CHG', 'CFG', 'SLM', 'CAP', 'AVL', 'CNT', 'FIN', 'CSI'])
    expect(requiredAt(table, 2, 'O')).to.have.members(['APP', 'REQ'])
    expect(requiredAt(table, 3, 'O')).to.have.members(['APP', 'REQ', 'CFG', 'SLM'])
    expect(requiredAt(table, 4, 'O')).to.have.members(['APP', 'REQ', 'CFG', 'SLM', 'INC', 'PRB', 'CHG'])
    expect(requiredAt(table, 5, 'O')).to.have.members(ALL)
    expect(requiredAt(table, 1, 'O')).to.deep.equal([])
    expect(requiredAt(table, 2, 'V')).to.have.members(['CFG', 'SLM'])
    expect(requiredAt(table, 3, 'V')).to.have.members(['INC', 'PRB', 'CHG', 'CSI'])
    expect(requiredAt(table, 4, 'V')).to.have.members(['CAP', 'AVL', 'CNT', 'FIN', 'CSI'])
    expect(requiredAt(table, 5, 'V')).to.deep.equal([])
  })

  it('is initial where nothing counts', () => {
    const { level, next, missingMandatory, missingDesirable, activelyImproving } = standing([])
    expect({ level, next, activelyImproving }).to.deep.equal({ level: 1, next: 2, activelyImproving: false })
    expect(codes(missingMandatory)).to.have.members(['APP', 'REQ'])
    expect(codes(missingDesirable)).to.have.members(['CFG', 'SLM'])
  })

  it('is repeatable with applications and requests', () => {
    const { level, next, missingMandatory, missingDesirable, activelyImproving, order } = standing(['APP', 'REQ'])
    expect({ level, next, activelyImproving }).to.deep.equal({ level: 2, next: 3, activelyImproving: false })
    expect(codes(missingMandatory)).to.have.members(['CFG', 'SLM'])
    expect(codes(missingDesirable)).to.have.members(['INC', 'PRB', 'CHG', 'CSI'])
    expect(order).to.deep.equal([...codes(missingMandatory), ...codes(missingDesirable)])
  })

  it('is defined with configuration and levels', () => {
    const { level, desirableNow } = standing(['APP', 'REQ', 'CFG', 'SLM'])
    expect(level).to.equal(3)
    expect(codes(desirableNow)).to.have.members(['INC', 'PRB', 'CHG', 'CSI'])
  })

  it('is managed with incidents, problems and changes', () => {
    const found = standing(['APP', 'REQ', 'CFG', 'SLM', 'INC', 'PRB', 'CHG', 'CSI'])
    expect({ level: found.level, improving: found.activelyImproving }).to.deep.equal({ level: 4, improving: false })
    expect(codes(found.missingMandatory)).to.have.members(['CAP', 'AVL', 'CNT', 'FIN'])
  })

  it('is cumulative: without requests all others do not help', () => {
    expect(standing(['APP', 'INC', 'PRB', 'CHG']).level).to.equal(1)
  })

  it('is optimised with all, and managed with all but one', () => {
    const butFinance = standing(ALL.filter((code) => code !== 'FIN'))
    expect(butFinance.level).to.equal(4)
    expect(codes(butFinance.desirableNow)).to.deep.equal(['FIN'])
    const all = standing(ALL)
    expect(all).to.deep.include({ level: 5, next: null, activelyImproving: true, missingMandatory: [] })
  })

  it('falls from 4 to 3 where incidents are taken away', () => {
    const managed = ['APP', 'REQ', 'CFG', 'SLM', 'INC', 'PRB', 'CHG']
    expect(standing(managed).level).to.equal(4)
    expect(standing(managed.filter((code) => code !== 'INC')).level).to.equal(3)
  })

  it('is asked for differently by each mode, and names what is missing first', () => {
    const described: Evidence = { deployed: true, active: false, measured: false, improved: false }
    expect(standing(ALL, 'formal', described).level).to.equal(5)
    const idle = standing(ALL, 'operational', described)
    expect(idle.level).to.equal(1)
    expect(idle.missingMandatory).to.deep.equal([
      { code: 'APP', gap: 'active' },
      { code: 'REQ', gap: 'active' },
    ])
    expect(codes(idle.blockers)).to.deep.equal(idle.order)

    const used: Evidence = { deployed: false, active: true, measured: false, improved: false }
    const informal = standing(ALL, 'strict', used)
    expect(informal.level).to.equal(2)
    expect(new Set(informal.missingMandatory.map(({ gap }) => gap))).to.deep.equal(new Set(['deployed']))
    expect(standing(ALL, 'strict').level).to.equal(3)
    expect(standing(ALL, 'strict').missingMandatory[0]).to.deep.equal({ code: 'APP', gap: 'measured' })
    const measured: Evidence = { ...COUNTS, measured: true }
    expect(standing(ALL, 'strict', measured).level).to.equal(4)
    expect(standing(ALL, 'strict', { ...measured, improved: true }).level).to.equal(5)
  })

  it('leads to the level that is wanted, each process named where it is asked for first', () => {
    const evidence = new Map(['APP', 'REQ'].map((code) => [code, COUNTS]))
    const path = pathTo(table, evidence, assess(table, evidence, 'operational'), 4)
    expect(path.map(({ level, missingMandatory }) => [level, codes(missingMandatory)])).to.deep.equal([
      [3, ['CFG', 'SLM']],
      [4, ['INC', 'PRB', 'CHG']],
    ])
  })
})
