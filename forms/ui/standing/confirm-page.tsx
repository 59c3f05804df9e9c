/** A process manager confirms that there was no case of an event-driven process: a record, kept with who and how they made sure. */
import { notAllowed } from '../../../api/http-refusal.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { ProcessEvidence } from '../../../processes/maturity/evidence.ts'
import { MATURITY_CONFIRMATION, type Standing } from '../../../processes/maturity/maturity.ts'
import { NOTE_ID, NoteField } from '../owner/note-field.tsx'
import { formPage } from '../shared/form-page.tsx'
import { day } from '../shared/format.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { loadStanding, mayConfirm } from './load-standing.ts'
import { STANDING_TEXTS } from './standing-texts.ts'

const MATURITY = '/processes/maturity'
const MOST_CHARACTERS = 2000

export const showConfirmation: PageRoute['handle'] = async (call) => confirmationPage(call, await asked(call), '', [])

export const postConfirmation: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, language, caller } = call
  const texts = STANDING_TEXTS[language]
  const found = await asked(call)
  const note = (posted.fields.get('note') ?? '').trim()
  const wrong: SummaryError[] = []
  if (note === '') wrong.push({ id: NOTE_ID, text: texts.noteMissing })
  if (note.length > MOST_CHARACTERS) wrong.push({ id: NOTE_ID, text: texts.noteLong })
  // A case may have come since the page was opened.
  if (!found.evidence.isConfirmable) wrong.push({ id: NOTE_ID, text: texts.notConfirmable })
  if (wrong.length > 0) return confirmationPage(call, found, note, wrong)
  const { process } = found.evidence
  const { from, to } = found.standing.period
  await ports.engine.createRecord({
    ...told,
    register: MATURITY_CONFIRMATION,
    data: { processKey: process.processKey, periodFrom: from, periodTo: to, confirmedBy: caller.id, note },
  })
  return { redirect: `${MATURITY}?done=confirmed` }
}

interface Asked {
  readonly standing: Standing
  readonly evidence: ProcessEvidence
}

/** @throws NotFound for a process that the table does not have; not-allowed for who does not manage it */
async function asked(call: PageCall): Promise<Asked> {
  const key = call.params['key'] ?? ''
  const standing = await loadStanding(call)
  const evidence = standing.processes.find(({ process }) => process.processKey === key && process.eventDriven)
  if (!evidence) throw new NotFound('event-driven process', key)
  if (!mayConfirm(call, evidence))
    throw notAllowed(
      `Expected the manager of process "${key}" or the overall process manager, but "${call.caller.id}" is neither.`,
    )
  return { standing, evidence }
}

function confirmationPage(
  call: PageCall,
  { standing, evidence }: Asked,
  note: string,
  wrong: readonly SummaryError[],
): PageReply {
  const { language } = call
  const texts = STANDING_TEXTS[language]
  const { process, isConfirmable } = evidence
  const { from, to } = standing.period
  const told = (on: string): string => day(`${on}T12:00:00Z`, language)
  return formPage(call, {
    room: 'processes',
    title: texts.confirmTitle(process.name[language]),
    back: { href: MATURITY, text: texts.back },
    intro: <p class="govuk-body">{isConfirmable ? texts.confirmText(told(from), told(to)) : texts.notConfirmable}</p>,
    action: `${MATURITY}/${encodeURIComponent(process.processKey)}/confirm`,
    button: texts.confirmButton,
    wrong,
    fields: (
      <NoteField
        language={language}
        note={note}
        error={wrong.find(({ id }) => id === NOTE_ID)?.text}
        label={texts.noteLabel}
        hint={texts.noteHint}
      />
    ),
  })
}
