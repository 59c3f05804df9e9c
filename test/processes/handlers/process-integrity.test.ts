import { expect } from 'chai'
import type { IntegrityFinding } from '../../../engine/integrity/finding.ts'
import type { ProcessIntegrity } from '../../../engine/integrity/integrity-of-process.ts'
import { BpmnError } from '../../../engine/model/errors.ts'
import { openCase, type OpenCase } from './open-case.ts'

const finding = (severity: IntegrityFinding['severity'], elementId: string | null): IntegrityFinding => ({
  severity,
  code: 'message-without-receiver',
  processKey: 'permits',
  elementId,
  subject: 'nobody.hears',
  message: `Nobody hears ${elementId}.`,
})

describe('process.integrity', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase()
  })
  afterEach(() => open.close())

  const check = async (known: ProcessIntegrity | null) => {
    const asked: string[] = []
    const cases = {
      instance: async () => null,
      completedBy: async () => null,
      peopleAway: async () => new Set<string>(),
      sums: async () => [],
      inForce: async () => [],
      running: async () => [],
      completed: async () => ({ count: 0, more: false }),
      integrity: async (processKey: string) => {
        asked.push(processKey)
        return known
      },
    }
    const { variables = {} } = await open.run('process.integrity', { processKey: 'permits' }, { call: { cases } })
    expect(asked).to.deep.equal(['permits'])
    return variables
  }
  const version = { definitionId: 'd2', version: 2, versionTag: '1.1.0', isInForce: false }

  it('counts warnings and notes and names where they are', async () => {
    const findings = [finding('warning', 'tell'), finding('note', null), finding('note', 'ask')]
    expect(await check({ ...version, findings })).to.deep.equal({
      version: 2,
      versionTag: '1.1.0',
      isInForce: false,
      warnings: 1,
      notes: 2,
      findings: findings.map(({ severity, processKey, elementId, message }) => ({
        severity,
        processKey,
        elementId,
        message,
      })),
    })
  })

  it('lists 200 findings at most, and counts all', async () => {
    const findings = Array.from({ length: 250 }, (_, index) => finding('warning', `e${index}`))
    const { warnings, findings: listed } = await check({ ...version, findings })
    expect(warnings).to.equal(250)
    expect(listed).to.have.length(200)
  })

  it('says in the diagram that there is no such process', async () => {
    const error: unknown = await check(null).catch((problem: unknown) => problem)
    expect(error).to.be.instanceOf(BpmnError)
    expect(error).to.include({ errorCode: 'unknownProcess' })
  })
})
