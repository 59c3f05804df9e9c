/** One task of the matrix: who answers, on what ground, and what the institution corrects; each correction keeps its history. */
import { notAllowed } from '../../../api/http-refusal.ts'
import { Conflict, NotFound } from '../../../engine/model/errors.ts'
import {
  type Cell,
  LETTERS,
  type Letter,
  RESPONSIBILITY,
  type ServiceTask,
} from '../../../processes/responsibilities/matrix.ts'
import { NOTE_ID, NoteField } from '../owner/note-field.tsx'
import { mayIn } from '../people/person-record.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { ErrorSummary, type SummaryError } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Select } from '../shared/parts/select.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { loadMatrix } from './load-matrix.ts'
import { Realised } from './matrix-page.tsx'
import { RESPONSIBILITIES_TEXTS } from './responsibilities-texts.ts'

const MATRIX = '/processes/responsibilities/matrix'
const MOST_CHARACTERS = 2000

export const showTask: PageRoute['handle'] = async (call) => {
  const task = askedTask(call)
  const cells = await cellsOf(call, task)
  return taskPage(call, task, cells, new Map(cells.map(({ role, letter }) => [role, letter])), '', [])
}

export const postTask: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, language, caller } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const task = askedTask(call)
  if (!mayIn(call, RESPONSIBILITY).write)
    throw notAllowed(`Expected somebody who may correct the responsibility matrix, but "${caller.id}" may not.`)
  const cells = await cellsOf(call, task)
  const wanted = new Map<number, Letter>(
    cells.map(({ role, letter }) => [role, LETTERS.find((one) => one === posted.fields.get(`role-${role}`)) ?? letter]),
  )
  const note = (posted.fields.get('note') ?? '').trim()
  const changed = cells.filter(({ role, letter }) => wanted.get(role) !== letter)
  const wrong: SummaryError[] = []
  if (changed.length === 0) wrong.push({ id: `role-1`, text: texts.nothingChanged })
  if (note === '') wrong.push({ id: NOTE_ID, text: texts.reasonMissing })
  if (note.length > MOST_CHARACTERS) wrong.push({ id: NOTE_ID, text: texts.wrong.note })
  if (wrong.length > 0) return taskPage(call, task, cells, wanted, note, wrong)
  try {
    for (const cell of changed) await correct(call, cell, wanted.get(cell.role) ?? cell.letter, note)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const now = await cellsOf(call, task)
    return taskPage(call, task, now, wanted, note, [{ id: 'role-1', text: texts.conflict }])
  }
  ports.log.info({ by: told.by.id, task: task.id, roles: changed.map(({ role }) => role) }, 'matrix corrected')
  return { redirect: `${MATRIX}?done=corrected` }
}

/** One record per cell, so that each has its own history. Saving the same twice changes nothing the second time. */
async function correct(call: PageCall, { task, role, record }: Cell, letter: Letter, note: string): Promise<void> {
  const { ports, told, language } = call
  const source = RESPONSIBILITIES_TEXTS[language].institutionDecision
  const data = { task, role, letter, note, source, confidence: 'confirmed' }
  if (record === null) await ports.engine.createRecord({ by: told.by, register: RESPONSIBILITY, data })
  else
    await ports.engine.updateRecord({
      by: told.by,
      register: RESPONSIBILITY,
      id: record.id,
      patch: data,
      expectedVersion: record.version,
    })
}

/** @throws NotFound */
function askedTask({ ports, params }: PageCall): ServiceTask {
  const id = params['task'] ?? ''
  const task = ports.data.responsibilities.tasks.find((one) => one.id === id)
  if (!task) throw new NotFound('task of service management', id)
  return task
}

async function cellsOf(call: PageCall, { id }: ServiceTask): Promise<readonly Cell[]> {
  return (await loadMatrix(call)).filter(({ task }) => task === id)
}

function taskPage(
  call: PageCall,
  task: ServiceTask,
  cells: readonly Cell[],
  wanted: ReadonlyMap<number, Letter>,
  note: string,
  wrong: readonly SummaryError[],
): PageReply {
  const { language, ports } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const { roles, sources } = ports.data.responsibilities
  const nameOf = (number: number): string => roles.find((role) => role.number === number)?.name[language] ?? ''
  const said = (cell: Cell): string => {
    if (typeof cell.note === 'string') return cell.note
    return cell.note === null ? '' : cell.note[language]
  }
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: texts.taskTitle(task.id),
      room: 'processes',
      wide: true,
      back: { href: MATRIX, text: texts.backToMatrix },
      failed: wrong.length > 0,
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{texts.taskTitle(task.id)}</h1>
          <SummaryList
            rows={[
              {
                key: texts.task,
                value: `${task.name[language]}${language === 'lv' && task.shortName !== undefined ? ` (${task.shortName})` : ''}`,
              },
              { key: texts.realisedBy, value: <Realised call={call} task={task} /> },
            ]}
          />
          <DataTable
            caption={texts.matrixTitle}
            captionHidden
            rows={cells}
            keyOf={({ role }) => String(role)}
            columns={[
              { key: 'number', text: texts.number, numeric: true, cell: ({ role }) => role },
              { key: 'role', text: texts.role, names: true, cell: ({ role }) => nameOf(role) },
              { key: 'letter', text: texts.letter, cell: ({ letter }) => texts.letters[letter] },
              { key: 'confidence', text: texts.confidence, cell: ({ confidence }) => texts.confidences[confidence] },
              {
                key: 'source',
                text: texts.source,
                cell: (cell) => (
                  <>
                    {sources[cell.source]?.[language] ?? cell.source}
                    <span class="ritums-secondary">{said(cell)}</span>
                  </>
                ),
              },
              {
                key: 'history',
                text: texts.cellHistory,
                cell: ({ record, role }) =>
                  record !== null && (
                    <a
                      class="govuk-link"
                      href={`/registers/${RESPONSIBILITY}/${encodeURIComponent(record.id)}/history`}
                    >
                      {texts.cellHistoryLink(role)}
                    </a>
                  ),
              },
            ]}
          />
          {mayIn(call, RESPONSIBILITY).write && (
            <>
              <h2 class="govuk-heading-m">{texts.correct}</h2>
              <p class="govuk-body">{texts.correctText}</p>
              <form method="post" action={`${MATRIX}/${task.id}`} novalidate>
                <FormToken token={call.forgeryToken} />
                {cells.map(({ role, letter }) => (
                  <Select
                    key={role}
                    language={language}
                    id={`role-${role}`}
                    label={`${role}. ${nameOf(role)}`}
                    value={wanted.get(role) ?? letter}
                    error={wrong.find(({ id }) => id === `role-${role}`)?.text}
                    options={LETTERS.map((one) => ({ value: one, text: texts.letters[one] }))}
                  />
                ))}
                <NoteField
                  language={language}
                  note={note}
                  error={wrong.find(({ id }) => id === NOTE_ID)?.text}
                  label={texts.reasonLabel}
                  hint={texts.reasonHint}
                />
                <Button>{texts.saveButton}</Button>
              </form>
            </>
          )}
        </>
      ),
    },
  }
}
