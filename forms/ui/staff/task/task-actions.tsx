import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import type { Choice } from '../inbox/filter-choices.ts'
import { Button } from '../../shared/parts/button.tsx'
import { Details } from '../../shared/parts/details.tsx'
import type { SummaryError } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import type { ActionChoices } from './action-choices.ts'
import type { TaskRoom } from './load-task.ts'
import { TASK_TEXTS } from './task-texts.ts'

export interface TaskActionsProps {
  readonly language: Language
  readonly room: TaskRoom
  readonly choices: ActionChoices
  readonly forgeryToken: string
  /** What was typed into one of them and could not be taken. */
  readonly typed: URLSearchParams
  readonly wrong: readonly SummaryError[]
}

/** What can be done with a task beside completing it. */
export function TaskActions({ language, room, choices, forgeryToken, typed, wrong }: TaskActionsProps) {
  if (room.standing !== 'mine' && room.standing !== 'free') return null
  const texts = TASK_TEXTS[language]
  const isMine = room.standing === 'mine'
  const errorAt = (id: string): string | undefined => wrong.find((one) => one.id === id)?.text
  const action = (
    name: string,
    summary: string,
    button: string,
    hint: string,
    fields: ComponentChildren,
    ids: readonly string[],
  ) => (
    <Details summary={summary} open={ids.some((id) => errorAt(id) !== undefined)}>
      <form method="post" action={`/tasks/${room.task.id}/${name}`} novalidate>
        <FormToken token={forgeryToken} />
        {hint !== '' && <p class="govuk-hint">{hint}</p>}
        {fields}
        <Button kind="secondary">{button}</Button>
      </form>
    </Details>
  )
  const choose = (id: string, label: string, none: string, of: readonly Choice[]) => (
    <Field language={language} id={id} label={label} error={errorAt(id)}>
      <select class="govuk-select" name={id} {...fieldProps(id, { error: errorAt(id) })}>
        <option value="">{none}</option>
        {of.map(({ value, text }) => (
          <option key={value} value={value} selected={typed.get(id) === value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
  const note = (id: string) => (
    <Field language={language} id={id} label={texts.note} optional error={errorAt(id)}>
      <textarea class="govuk-textarea" name={id} rows={2} maxlength={2000} {...fieldProps(id, { error: errorAt(id) })}>
        {typed.get(id) ?? ''}
      </textarea>
    </Field>
  )
  return (
    <section aria-labelledby="more-actions">
      <h2 class="govuk-heading-m" id="more-actions">
        {texts.more}
      </h2>
      {isMine && action('release', texts.release, texts.release, '', null, [])}
      {isMine &&
        action(
          'assign',
          texts.assign,
          texts.assignDo,
          '',
          choose('assignee', texts.assignTo, texts.choosePerson, choices.people),
          ['assignee'],
        )}
      {isMine &&
        action(
          'hand-on',
          texts.handOn,
          texts.handOnDo,
          '',
          <>
            {choose('group', texts.handOnTo, texts.chooseGroup, choices.groups)}
            {note('handOnNote')}
          </>,
          ['group', 'handOnNote'],
        )}
      {isMine &&
        action(
          'escalate',
          texts.escalate,
          texts.escalateDo,
          '',
          <>
            {choose('reason', texts.reason, texts.chooseReason, choices.reasons)}
            {note('escalateNote')}
          </>,
          ['reason', 'escalateNote'],
        )}
    </section>
  )
}
