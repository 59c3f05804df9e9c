/** A case as its page needs it: where it stands, what it called, its main record, and the cases that came of it. */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import { mayReadRegister } from '../../../../api/policies/records.ts'
import { visibleInstance } from '../../../../api/routes/visible-instance.ts'
import { caseBrief, type CaseBrief } from '../case-brief.ts'
import { statusLabel } from '../status-label.ts'
import type { PageCall } from '../../shared/page.ts'
import { linkedCases, type LinkedCase } from './linked-cases.ts'

/** Instances that one case called and that are looked at one by one. */
const MOST_CALLED = 100

/** One instance of the case: itself, or one that it called. */
export interface Part {
  readonly instance: ProcessInstanceDetails
  /** What its process is called. */
  readonly process: string
}

export interface CaseRoom {
  readonly root: ProcessInstanceDetails
  readonly process: string
  readonly brief: CaseBrief
  /** What people call it: its number, else its process. */
  readonly name: string
  /** The root first, then what it called, in order. */
  readonly parts: readonly Part[]
  readonly record: RecordView | null
  /** Cases that came of this one and that the reader may know of. */
  readonly linked: readonly LinkedCase[]
}

/** @throws {NotFound} in the same words, for what is not there and what the reader may not know of */
export async function loadCase(call: PageCall, root: ProcessInstanceDetails): Promise<CaseRoom> {
  const { ports, institutionId, language } = call
  const instances = [root, ...(await calledBy(call, root))]
  const parts = await Promise.all(
    instances.map(async (instance) => ({
      instance,
      process: await ports.names.process(institutionId, instance.processKey, language),
    })),
  )
  const record = await mainRecord(call, root)
  const brief = await caseBrief(call, {
    processInstanceId: root.id,
    rootInstanceId: root.id,
    variables: root.variables,
    about: record ? { caseNumber: record.number } : null,
  })
  const status = record?.status ?? null
  const process = parts[0]?.process ?? root.processKey
  return {
    root,
    process,
    brief: {
      ...brief,
      status: status === null ? brief.status : statusLabel(ports.data, root.processKey, status, language),
    },
    name: brief.number === '' ? process : brief.number,
    parts,
    record,
    linked: await linkedCases(call, root),
  }
}

/** The instance of the address. */
export const namedInstance = ({ ports, caller, institutionId, params }: PageCall): Promise<ProcessInstanceDetails> =>
  visibleInstance({ engine: ports.engine, caller, institutionId }, params['processInstanceId'] ?? '')

async function calledBy(
  { ports, institutionId }: PageCall,
  root: ProcessInstanceDetails,
): Promise<readonly ProcessInstanceDetails[]> {
  const found: ProcessInstanceDetails[] = []
  for (const waiting = [...root.calledInstances]; waiting.length > 0 && found.length < MOST_CALLED;) {
    const instance = await ports.engine.getProcessInstance({ institutionId, processInstanceId: waiting.shift() ?? '' })
    found.push(instance)
    waiting.unshift(...instance.calledInstances)
  }
  return found
}

/** The record of a case has its id; null where it has none yet, or the reader may not read its register. */
async function mainRecord(
  { ports, caller, institutionId }: PageCall,
  root: ProcessInstanceDetails,
): Promise<RecordView | null> {
  const register = ports.data.registers.find((one) => one.register === root.processKey)
  if (!register || !mayReadRegister(caller, register)) return null
  try {
    return await ports.engine.getRecord({ institutionId, register: register.register, id: root.id })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
