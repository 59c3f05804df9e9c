/** Appoints a process manager from a day on; whoever managed before ends the day before. Warns first, and leaves the decision. */
import { notAllowed } from '../../../api/http-refusal.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import {
  holdsOn,
  managersOn,
  PROCESS_ASSIGNMENT,
  type ProcessAssignment,
} from '../../../processes/responsibilities/process-managers.ts'
import { warningsOf, type Warning } from '../../../processes/responsibilities/warnings.ts'
import { mayIn } from '../people/person-record.ts'
import { errorAt, formPage } from '../shared/form-page.tsx'
import { day } from '../shared/format.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Choices } from '../shared/parts/choices.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { DayInput } from '../shared/parts/day-input.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Select } from '../shared/parts/select.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { dayOf, daysLater, putTypedDay, readTypedDay } from '../shared/typed-day.ts'
import { loadManaging, type LoadedManaging } from './load-managing.ts'
import { RESPONSIBILITIES_TEXTS } from './responsibilities-texts.ts'
import { namesFor, tellWarning } from './tell-warning.ts'

const BASE = '/processes/responsibilities'
const MOST_CHARACTERS = 2000
const MOST_PEOPLE = 500

export const showAppointment: PageRoute['handle'] = async (call) => {
  const typed = new URLSearchParams()
  putTypedDay(typed, 'validFrom', dayOf(call.ports.clock.now()))
  return appointmentPage(call, await askedProcess(call), typed, [], [])
}

export const postAppointment: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, language } = call
  const { fields } = posted
  const texts = RESPONSIBILITIES_TEXTS[language]
  const found = await askedProcess(call)
  if (!mayIn(call, PROCESS_ASSIGNMENT).write)
    throw notAllowed(`Expected somebody who may appoint process managers, but "${call.caller.id}" may not.`)
  const { appointment, wrong } = asked(call, found)
  if (appointment === null) return appointmentPage(call, found, fields, wrong, [])
  const warnings = warningsOfAppointment(found, appointment)
  if (warnings.length > 0 && fields.get('anyway') !== 'yes') {
    const unread = fields.has('warned') ? [{ id: 'anyway', text: texts.wrong.anyway }] : []
    return appointmentPage(call, found, fields, unread, warnings)
  }
  // Ended first: should what follows fail, the process has no manager and says so, never two of them.
  for (const before of found.loaded.assignments.filter((one) => isOvertaken(one, appointment))) {
    await ports.engine.updateRecord({
      by: told.by,
      register: PROCESS_ASSIGNMENT,
      id: before.id,
      patch: { validTo: daysLater(appointment.validFrom, -1) },
    })
  }
  const { processKey, manager, validFrom, validTo, note } = appointment
  await ports.engine.createRecord({
    ...told,
    register: PROCESS_ASSIGNMENT,
    data: {
      processKey,
      manager,
      validFrom,
      ...(validTo === null ? {} : { validTo }),
      ...(note === null ? {} : { note }),
    },
  })
  return { redirect: `${BASE}?done=appointed` }
}

interface Asked {
  readonly processKey: string
  readonly name: string
  readonly loaded: LoadedManaging
  readonly people: readonly { readonly login: string; readonly name: string }[]
}

/** @throws NotFound for a process that is neither in force nor of the method, or belongs to a service */
async function askedProcess(call: PageCall): Promise<Asked> {
  const { ports, institutionId, params, language } = call
  const key = params['key'] ?? ''
  const [loaded, { items }] = await Promise.all([
    loadManaging(call),
    ports.identity.people.list({ institutionId, state: 'active', limit: MOST_PEOPLE }),
  ])
  // A manager comes before the process: who introduces it may be appointed before it is in force.
  const planned = ports.data.maturity.processes.find(({ processKey }) => processKey === key)
  const name = loaded.processes.find(({ processKey }) => processKey === key)?.name ?? planned?.name[language]
  if (name === undefined) throw new NotFound('process', key)
  return { processKey: key, name, loaded, people: items }
}

function asked(
  { language, posted: { fields } }: PageCall,
  { processKey, people, loaded }: Asked,
): { readonly appointment: ProcessAssignment | null; readonly wrong: readonly SummaryError[] } {
  const texts = RESPONSIBILITIES_TEXTS[language].wrong
  const wrong: SummaryError[] = []
  const manager = fields.get('manager') ?? ''
  if (!people.some(({ login }) => login === manager)) wrong.push({ id: 'manager', text: texts.person })
  const validFrom = readTypedDay(fields, 'validFrom')
  const validTo = readTypedDay(fields, 'validTo')
  if (!validFrom) wrong.push({ id: 'validFrom', text: texts.from })
  if (validTo === null) wrong.push({ id: 'validTo', text: texts.day })
  if (validFrom && validTo && validTo < validFrom) wrong.push({ id: 'validTo', text: texts.order })
  const note = (fields.get('note') ?? '').trim()
  if (note.length > MOST_CHARACTERS) wrong.push({ id: 'note', text: texts.note })
  const same = loaded.assignments.some(
    (one) => one.processKey === processKey && one.manager === manager && validFrom && holdsOn(one, validFrom),
  )
  if (same) wrong.push({ id: 'manager', text: texts.same })
  if (wrong.length > 0 || !validFrom) return { appointment: null, wrong }
  return {
    appointment: { id: '', processKey, manager, validFrom, validTo: validTo || null, note: note || null },
    wrong,
  }
}

/** Whoever managed the process when the new one begins. */
function isOvertaken(one: ProcessAssignment, { processKey, validFrom }: ProcessAssignment): boolean {
  return one.processKey === processKey && holdsOn(one, validFrom) && one.validFrom < validFrom
}

/** What is wrong about this person on the day on which they begin, and was not before. */
function warningsOfAppointment({ loaded }: Asked, appointment: ProcessAssignment): readonly Warning[] {
  const { managing, assignments } = loaded
  const on = appointment.validFrom
  const then = managersOn([...assignments.filter((one) => !isOvertaken(one, appointment)), appointment], on)
  const processes = managing.processes.map(({ processKey }) => ({ processKey, managers: then.get(processKey) ?? [] }))
  return warningsOf({ ...managing, processes }).filter(
    (warning) =>
      (warning.kind === 'several-processes' ||
        warning.kind === 'across-groups' ||
        warning.kind === 'manager-without-role') &&
      warning.person === appointment.manager &&
      ('processKey' in warning ? warning.processKey === appointment.processKey : true),
  )
}

async function appointmentPage(
  call: PageCall,
  found: Asked,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
  warnings: readonly Warning[],
): Promise<PageReply> {
  const { language } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const { loaded, people, processKey, name } = found
  const own = loaded.assignments
    .filter((one) => one.processKey === processKey)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  const logins = [...own.map(({ manager }) => manager), ...people.map(({ login }) => login)]
  const names = await namesFor(call, { ...loaded, logins })
  const mayAppoint = mayIn(call, PROCESS_ASSIGNMENT).write
  const at = (id: string) => ({ language, id, error: errorAt(wrong, id) })
  const history = <History call={call} own={own} nameOf={names.person} />
  const title = texts.appointTitle(name)
  const back = { href: BASE, text: texts.back }
  if (!mayAppoint)
    return {
      page: {
        title,
        room: 'processes',
        back,
        body: (
          <>
            <h1 class="govuk-heading-l">{title}</h1>
            {history}
          </>
        ),
      },
    }
  return formPage(call, {
    room: 'processes',
    title,
    back,
    intro:
      warnings.length > 0 ? (
        <Notice language={language} kind="warning">
          {warnings.map((warning) => {
            const text = tellWarning(call, warning, names)
            return (
              <p key={text} class="govuk-body">
                {text}
              </p>
            )
          })}
        </Notice>
      ) : (
        <p class="govuk-body">{texts.ends}</p>
      ),
    action: `${BASE}/managers/${encodeURIComponent(processKey)}`,
    button: texts.appointButton,
    wrong,
    fields: (
      <>
        <Select
          {...at('manager')}
          {...{ label: texts.person, hint: texts.personHint, none: texts.choosePerson }}
          value={typed.get('manager') ?? ''}
          options={people
            .map((person) => ({ value: person.login, text: person.name }))
            .toSorted((one, other) => one.text.localeCompare(other.text, language))}
        />
        <DayInput {...at('validFrom')} {...{ label: texts.validFrom, typed }} />
        <DayInput {...at('validTo')} {...{ label: texts.validTo, hint: texts.validToHint, optional: true, typed }} />
        <TextInput
          {...at('note')}
          {...{ label: texts.note, hint: texts.noteHint, optional: true, maxlength: MOST_CHARACTERS }}
          value={typed.get('note') ?? ''}
        />
        {warnings.length > 0 && (
          <>
            <input type="hidden" name="warned" value="yes" />
            <Choices
              {...at('anyway')}
              {...{ label: texts.warnings, kind: 'checkboxes', chosen: [] }}
              items={[{ value: 'yes', text: texts.anyway, hint: texts.anywayHint }]}
            />
          </>
        )}
      </>
    ),
    after: history,
  })
}

function History({
  call: { language },
  own,
  nameOf,
}: {
  readonly call: PageCall
  readonly own: readonly ProcessAssignment[]
  readonly nameOf: (login: string) => string
}) {
  const texts = RESPONSIBILITIES_TEXTS[language]
  const told = (on: string): string => day(`${on}T12:00:00Z`, language)
  return (
    <>
      <h2 class="govuk-heading-m">{texts.history}</h2>
      {own.length === 0 ? (
        <p class="govuk-body">{texts.historyNone}</p>
      ) : (
        <DataTable
          caption={texts.history}
          captionHidden
          rows={own}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'manager',
              text: texts.manager,
              names: true,
              cell: ({ id, manager }) => (
                <a class="govuk-link" href={`/registers/${PROCESS_ASSIGNMENT}/${encodeURIComponent(id)}`}>
                  {nameOf(manager)}
                </a>
              ),
            },
            {
              key: 'period',
              text: texts.period,
              cell: ({ validFrom, validTo }) =>
                `${texts.from(told(validFrom))}${validTo === null ? '' : ` ${texts.until(told(validTo))}`}`,
            },
            { key: 'note', text: texts.note, cell: ({ note }) => note ?? '' },
          ]}
        />
      )}
    </>
  )
}
