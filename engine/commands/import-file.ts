import type { ImportFileInput } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import type { ImportReport } from '../records/exchange/import-row.ts'
import { readFile } from '../records/exchange/read-file.ts'
import type { EngineParts } from './engine-parts.ts'
import { execute } from './execute.ts'
import { ImportChecked, importRecords } from './import-records.ts'

/**
 * Takes a file of records over: reads it before anybody waits for the database, then tries it in one transaction.
 *
 * @throws ImportRejected with each problem, NotFound for a register that is not there
 */
export async function importFile(
  { content, format, ...told }: ImportFileInput,
  parts: EngineParts,
): Promise<ImportReport & { readonly replayed?: boolean }> {
  const register = parts.registers.find((one) => one.register === told.register)
  if (!register) throw new NotFound('register', told.register)
  const file = readFile(register, format, content, told.by.language)
  try {
    return (await execute('import-records', importRecords, { ...told, ...file }, parts)).answer
  } catch (error) {
    if (error instanceof ImportChecked) return error.report
    throw error
  }
}
