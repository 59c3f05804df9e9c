import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import type { Choice } from '../inbox/filter-choices.ts'
import { Button } from '../../shared/parts/button.tsx'
import { Details } from '../../shared/parts/details.tsx'
import type { SummaryError } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { DayInput } from '../../shared/parts/day-input.tsx'
import { elementName } from '../../shared/names.ts'
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
  const texts = TASK_TEXTS[language]
  const { task } = room
  const isMine = room.standing === 'mine'
  const isPending = task.delegationState === 'pending'
  if (!isMine && room.standing !== 'free' && !task.canBeTakenBack) return null
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
      <form method="post" action={`/tasks/${task.id}/${name}`} novalidate>
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
      {task.canBeTakenBack && action('take-back', texts.takeBack, texts.takeBack, texts.takeBackHint, null, [])}
      {isMine &&
        isPending &&
        action('resolve', texts.resolveDo, texts.resolveDo, '', note('resolveNote'), ['resolveNote'])}
      {isMine && !isPending && action('release', texts.release, texts.release, '', null, [])}
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
        !isPending &&
        action(
          'delegate',
          texts.delegate,
          texts.delegateDo,
          texts.delegateHint,
          <>
            {choose('delegate', texts.delegateTo, texts.choosePerson, choices.people)}
            {note('delegateNote')}
          </>,
          ['delegate', 'delegateNote'],
        )}
      {isMine &&
        task.sendBackTo.length > 0 &&
        action(
          'send-back',
          texts.sendBack,
          texts.sendBackDo,
          '',
          <>
            {task.sendBackTo.length > 1 &&
              choose(
                'sendBackTo',
                texts.sendBackTo,
                texts.sendBackLast,
                task.sendBackTo.map((target) => ({
                  value: target.elementId,
                  text: elementName(target, language, target.elementId),
                })),
              )}
            <Field language={language} id="sendBackNote" label={texts.sendBackWhy} error={errorAt('sendBackNote')}>
              <textarea
                class="govuk-textarea"
                name="sendBackNote"
                rows={3}
                maxlength={2000}
                {...fieldProps('sendBackNote', { error: errorAt('sendBackNote') })}
              >
                {typed.get('sendBackNote') ?? ''}
              </textarea>
            </Field>
          </>,
          ['sendBackNote', 'sendBackTo'],
        )}
      {action(
        'postpone',
        texts.followUp,
        texts.followUpDo,
        texts.followUpHint,
        <DayInput
          language={language}
          id="followUp"
          label={texts.followUpDate}
          error={errorAt('followUp')}
          typed={typed}
        />,
        ['followUp'],
      )}
      {task.followUpAt !== null && action('bring-back', texts.followUpClear, texts.followUpClear, '', null, [])}
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
