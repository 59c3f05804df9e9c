/** Who may do a task, in words: a role by its name, and an expression by the roles that it may come to. */
import type { ProcessData } from '../../../processes/load-process-data.ts'
import type { Language } from '../../check/form-file.ts'
import { roleName } from '../shared/names.ts'
import { PROCEDURE_TEXTS } from './procedure-texts.ts'

/** A role in an expression, alone or of one service or process: `"SM"`, `"SM@" + serviceId`. */
const ROLE = /"([A-Z][A-Z0-9_]*)@?"/g
/** An expression that may come to the value of a variable, which only a case knows. */
const DECIDED = /(^|\b(then|else)\s+)(?!null\b|if\b)[a-z][\w.]*(\s+else\b|$)/

/** @param group as the diagram has it: a role, a role of something, or FEEL that begins with `=` */
export function groupWords(group: string, data: ProcessData, language: Language): readonly string[] {
  if (!group.startsWith('=')) return [roleName(data, group, language)]
  const source = group.slice(1).trim()
  const roles = [...source.matchAll(ROLE)].map(([, key = '']) => roleName(data, key, language))
  const isDecided = roles.length === 0 || DECIDED.test(source)
  return [...new Set([...roles, ...(isDecided ? [PROCEDURE_TEXTS[language].decidedGroup] : [])])]
}
