/** What was typed into the form of an absence, as the absence that it asks for. */
import type { NewAbsence } from '../../../api/identity/absences.ts'
import { isUnstorable } from '../../../api/safe-json.ts'
import type { Language } from '../../check/form-file.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import type { Sentences } from '../shared/tried.ts'
import { endOfDay, readTypedDay, startOfDay } from '../shared/typed-day.ts'
import { ABSENCE_TEXTS } from './absence-texts.ts'

const LONGEST_REASON = 500

export function askedAbsence(
  fields: URLSearchParams,
  language: Language,
): { readonly absence: Omit<NewAbsence, 'login'>; readonly wrong: readonly SummaryError[] } {
  const { wrong: texts } = ABSENCE_TEXTS[language]
  const wrong: SummaryError[] = []
  const substitute = fields.get('substitute') ?? ''
  if (substitute === '') wrong.push({ id: 'substitute', text: texts.substitute })
  const from = readTypedDay(fields, 'from')
  const until = readTypedDay(fields, 'until')
  if (!from) wrong.push({ id: 'from', text: texts.from })
  if (!until) wrong.push({ id: 'until', text: texts.until })
  if (from && until && until < from) wrong.push({ id: 'until', text: texts.order })
  const roles = fields.get('scope') === 'some' ? fields.getAll('roles') : []
  if (fields.get('scope') === 'some' && roles.length === 0) wrong.push({ id: 'roles', text: texts.roles })
  const reason = (fields.get('reason') ?? '').trim()
  if (reason.length > LONGEST_REASON || isUnstorable(reason)) wrong.push({ id: 'reason', text: texts.reasonLong })
  return {
    absence: {
      substitute,
      from: from ? startOfDay(from) : '',
      until: until ? endOfDay(until) : '',
      roles: roles.length > 0 ? roles : null,
      reason: reason === '' ? null : reason,
    },
    wrong,
  }
}

/** What identity may refuse about it. */
export function absenceSentences(language: Language): Sentences {
  const { wrong } = ABSENCE_TEXTS[language]
  return {
    '/until order': { id: 'until', text: wrong.order },
    '/until past': { id: 'until', text: wrong.past },
    '/substitute self': { id: 'substitute', text: wrong.self },
    '/substitute unknown-person': { id: 'substitute', text: wrong.unknown },
    '/roles not-held': { id: 'roles', text: wrong.notHeld },
    'absence-overlaps': { id: 'from', text: wrong.overlaps },
    'absence-circle': { id: 'substitute', text: wrong.circle },
  }
}
