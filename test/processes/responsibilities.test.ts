import { expect } from 'chai'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { matrixOf } from '../../processes/responsibilities/matrix.ts'
import { managersOn, type ProcessAssignment } from '../../processes/responsibilities/process-managers.ts'
import { type Managing, warningsOf } from '../../processes/responsibilities/warnings.ts'
import { data } from './handlers/open-case.ts'

const { responsibilities } = data
const appointed = (processKey: string, manager: string, from = '2026-01-01', to: string | null = null) =>
  ({
    id: `${processKey}-${manager}`,
    processKey,
    manager,
    validFrom: from,
    validTo: to,
    note: null,
  }) satisfies ProcessAssignment
const correction = (corrected: RecordView['data']): RecordView => ({
  id: 'responsibility-1',
  institutionId: 'i',
  register: 'responsibility',
  number: null,
  status: 'active',
  version: 2,
  data: corrected,
  createdAt: '2026-03-01T08:00:00.000Z',
  createdBy: 'opm',
  updatedAt: '2026-03-01T08:00:00.000Z',
  updatedBy: 'opm',
})

describe('the responsibility matrix', () => {
  it('has ten roles, 32 tasks, a row for each task, and sources that are named', () => {
    const { tasks, roles, matrix, sources } = responsibilities
    expect(tasks).to.have.length(32)
    expect(roles.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(matrix.map(({ task }) => task)).to.deep.equal(tasks.map(({ id }) => id))
    expect(matrix.every(({ source }) => source in sources)).to.equal(true)
    const letters = (task: string) =>
      Object.entries(matrix.find((row) => row.task === task)?.cells ?? {}).map(([role, letter]) => `${role}${letter}`)
    expect(letters('PU1-1')).to.deep.equal(['1A', '2L', '3L', '4L', '8L'])
    expect(letters('PU2-8')).to.deep.equal(['4A', '5A'])
    expect(letters('PU3-4').filter((cell) => cell.endsWith('L'))).to.deep.equal(['7L', '10L'])
  })

  it('says where a letter is from, and which one of a row was lost', () => {
    const cells = matrixOf(responsibilities, [])
    expect(cells).to.have.length(320)
    const of = (task: string, role: number) => cells.find((cell) => cell.task === task && cell.role === role)
    expect(of('PU1-2', 3)).to.include({ letter: 'A', confidence: 'text' })
    expect(of('PU1-2', 4)).to.include({ letter: 'A', confidence: 'reconstructed' })
    expect(of('PU2-1', 1)).to.include({ letter: 'none', record: null })
  })

  it('gives way to what the institution has corrected', () => {
    const record = correction({ task: 'PU2-1', role: 1, letter: 'L', note: 'Saskaņo', confidence: 'confirmed' })
    const cell = matrixOf(responsibilities, [record]).find(({ task, role }) => task === 'PU2-1' && role === 1)
    expect(cell).to.deep.include({ letter: 'L', confidence: 'confirmed', note: 'Saskaņo' })
    expect(cell?.record).to.deep.equal({ id: 'responsibility-1', version: 2 })
  })
})

describe('who manages what', () => {
  const fine: Managing = {
    variant: 'persons',
    overall: ['opm'],
    processes: [{ processKey: 'application', managers: [appointed('application', 'anna')] }],
    recommendedGroups: responsibilities.recommendedGroups,
    able: new Set(['anna', 'juris', 'opm']),
    services: [{ id: 's', managers: ['sm'] }],
    resources: [{ id: 'r', managers: ['rm'] }],
    portfolios: [{ role: 'SPM', people: ['spm'] }],
  }
  const of = (change: Partial<Managing>) => warningsOf({ ...fine, ...change })
  const both = (one: string, other: string) =>
    [one, other].map((processKey) => ({ processKey, managers: [appointed(processKey, 'anna')] }))

  it('is told by the day', () => {
    const all = [
      appointed('incident', 'anna', '2026-01-01', '2026-03-31'),
      appointed('incident', 'juris', '2026-04-01'),
    ]
    const on = (day: string) =>
      managersOn(all, day)
        .get('incident')
        ?.map(({ manager }) => manager)
    expect(on('2026-03-31')).to.deep.equal(['anna'])
    expect(on('2026-04-01')).to.deep.equal(['juris'])
    expect(on('2025-12-31')).to.equal(undefined)
  })

  it('gives no warning where everything is as the method asks', () => {
    expect(of({})).to.deep.equal([])
  })

  it('warns of a missing or second overall manager, and of portfolios', () => {
    expect(of({ overall: [] })).to.deep.equal([{ kind: 'overall-missing' }])
    expect(of({ overall: ['opm', 'x'] })[0]).to.include({ kind: 'overall-several' })
    expect(of({ portfolios: [{ role: 'RPM', people: [] }] })).to.deep.equal([
      { kind: 'portfolio-missing', role: 'RPM' },
    ])
    expect(of({ portfolios: [{ role: 'SPM', people: ['a', 'b'] }] })[0]).to.include({ kind: 'portfolio-several' })
  })

  it('warns of a process without a manager, with two, and with one who may not act', () => {
    expect(of({ processes: [{ processKey: 'change', managers: [] }] })).to.deep.equal([
      { kind: 'process-without-manager', processKey: 'change' },
    ])
    const two = [appointed('change', 'anna'), appointed('change', 'juris')]
    expect(of({ processes: [{ processKey: 'change', managers: two }] })).to.deep.equal([
      { kind: 'process-several-managers', processKey: 'change', people: ['anna', 'juris'] },
    ])
    expect(of({ able: new Set(['opm']) })).to.deep.equal([
      { kind: 'manager-without-role', person: 'anna', processKey: 'application' },
    ])
  })

  it('warns of a second process of one person where managing is an additional duty', () => {
    const processes = both('application', 'request')
    expect(of({ processes })).to.deep.equal([
      { kind: 'several-processes', person: 'anna', processKeys: ['application', 'request'] },
    ])
    expect(of({ processes, variant: 'unit' })).to.deep.equal([])
  })

  it('warns in a dedicated unit only across the recommended groups, and not of the overall manager', () => {
    const processes = both('application', 'finance')
    expect(of({ processes, variant: 'unit' })).to.deep.equal([
      { kind: 'across-groups', person: 'anna', processKeys: ['application', 'finance'] },
    ])
    expect(of({ processes, variant: 'unit', overall: ['anna'] })).to.deep.equal([])
  })

  it('warns of services and resources without exactly one manager', () => {
    expect(of({ services: [{ id: 's', managers: [] }] })).to.deep.equal([{ kind: 'service-without-manager', id: 's' }])
    expect(of({ services: [{ id: 's', managers: ['a', 'b'] }] })[0]).to.include({ kind: 'service-several-managers' })
    expect(of({ resources: [{ id: 'r', managers: [] }] })).to.deep.equal([
      { kind: 'resource-without-manager', id: 'r' },
    ])
  })
})
