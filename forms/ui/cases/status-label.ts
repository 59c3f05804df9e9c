/** What the status of a case's main record is called: each register has a list of its own. */
import type { ProcessData } from '../../../processes/load-process-data.ts'
import type { Language } from '../../check/form-file.ts'
import { codeLabel } from '../shared/names.ts'

/** @returns the label; the code itself where the register has none */
export function statusLabel(data: ProcessData, register: string, status: string, language: Language): string {
  const list = data.registers.find((one) => one.register === register)?.status?.codeList
  return list === undefined ? status : codeLabel(data, list, status, language)
}
