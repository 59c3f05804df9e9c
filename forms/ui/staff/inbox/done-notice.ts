import type { Language } from '../../../check/form-file.ts'
import type { PageNotice } from '../../shared/page.ts'
import { TASK_TEXTS } from '../task/task-texts.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

/** What was done a moment ago, as the address says it. */
export function doneNotice(query: URLSearchParams, language: Language): PageNotice | null {
  const texts = INBOX_TEXTS[language]
  const told = TASK_TEXTS[language].done[query.get('told') ?? '']
  if (told !== undefined) return { kind: 'success', text: told }
  const done = query.get('done')
  if (done === 'view-saved') return { kind: 'success', text: texts.viewSaved }
  if (done === 'view-removed') return { kind: 'success', text: texts.viewRemoved }
  if (done !== 'claimed' && done !== 'released' && done !== 'assigned') return null
  const count = numberOf(query.get('count'))
  const not = numberOf(query.get('not'))
  const text = [...(count > 0 || not === 0 ? [texts.done[done](count)] : []), ...(not > 0 ? [texts.notDone(not)] : [])]
  return { kind: not > 0 ? 'warning' : 'success', text: text.join(' ') }
}

function numberOf(text: string | null): number {
  return /^\d{1,3}$/.test(text ?? '') ? Number(text) : 0
}
