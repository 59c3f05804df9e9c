/** Where the institution stands, for reports: the same reading as on the page of maturity, within the job's own transaction. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import type { Register } from '../../engine/records/register.ts'
import type { Missing } from '../maturity/assess.ts'
import { standingOf } from '../maturity/maturity.ts'
import type { MaturityTable } from '../maturity/table.ts'
import { settingsIn } from './registers.ts'

/** What the reading rests on. */
export interface StandingData {
  readonly maturity: MaturityTable
  readonly registers: readonly Register[]
}

/** Records of one kind that count at most, the newest ones. */
const MOST_RECORDS = 1000

/**
 * @returns {mode, level, name: {lv, en}, next, missing: [{processKey, name: {lv, en}, requirement, gap}]}: the level reached in the mode that
 * the institution has chosen, and what the next one still asks for: what is mandatory (`O`) first, then what is desirable (`V`). `gap` is
 * the first evidence that a process lacks: `deployed`, `active`, `measured`, `improved`.
 */
export async function maturityNow(call: HandlerCall, { maturity: table, registers }: StandingData): Promise<Variables> {
  const { cases, records, facts, now } = call
  const standing = await standingOf(
    {
      engine: {
        listInForce: () => cases.inForce(),
        countRunning: () => cases.running(),
        countCompleted: (query) => cases.completed(query),
        listRegisters: () => registers,
        async listRecords({ register, status, where }) {
          const asked = { ...(status ? { status } : {}), ...(where ? { where } : {}), limit: MOST_RECORDS }
          return { items: await records.list(register, asked), next: null }
        },
        async getRecord({ register, id }) {
          const found = await records.get(register, id)
          if (!found) throw new NotFound(`${register} record`, id)
          return found
        },
      },
      clock: { now: () => new Date(now) },
      table,
      defaultSettings: settingsIn(call),
    },
    facts.institutionId,
  )
  const { level, next, missingMandatory, missingDesirable } = standing.assessments[standing.mode]
  const named = new Map(table.processes.map((process) => [process.code, process]))
  const rowsOf = (missing: readonly Missing[], requirement: 'O' | 'V'): Variables[] =>
    missing.map(({ code, gap }) => {
      const process = named.get(code)
      return { processKey: process?.processKey ?? code, name: { ...process?.name }, requirement, gap }
    })
  return {
    mode: standing.mode,
    level,
    name: { ...table.levels.find((one) => one.level === level)?.name },
    next,
    missing: [...rowsOf(missingMandatory, 'O'), ...rowsOf(missingDesirable, 'V')],
  }
}
