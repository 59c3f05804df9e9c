import { mayReadRegister } from '../../../../api/policies/records.ts'
import type { PageCall } from '../../shared/page.ts'

/** Leaves a trace of who read notifications of a case: their texts hold personal data. */
export async function traceReading({ ports, actor, caller }: PageCall, recordIds: readonly string[]): Promise<void> {
  const register = ports.data.registers.find((one) => one.register === 'notification')
  if (recordIds.length === 0 || !register || !mayReadRegister(caller, register)) return
  await ports.engine.traceRecordRead({
    by: actor,
    register: register.register,
    operation: 'case',
    recordIds,
    purpose: null,
  })
}
