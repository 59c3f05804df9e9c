import type { TaskDetails } from '../../../../engine/model/views.ts'
import { moment } from '../../shared/format.ts'
import type { PageCall } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import type { SummaryError } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { TASK_TEXTS } from './task-texts.ts'

/** A comment with the name of who wrote it. */
export interface ShownComment {
  readonly id: string
  readonly who: string
  readonly at: string
  readonly text: string
}

/** @returns the comments of a task, oldest first */
export function commentsOf(
  { ports, institutionId, language }: PageCall,
  task: TaskDetails,
): Promise<readonly ShownComment[]> {
  return Promise.all(
    task.comments.map(async ({ id, by, at, text }) => ({
      id,
      who: await ports.names.person(institutionId, by, language),
      at,
      text,
    })),
  )
}

export interface CommentsProps {
  readonly call: PageCall
  readonly task: TaskDetails
  readonly comments: readonly ShownComment[]
  /** What was typed and could not be taken. */
  readonly typed: string
  readonly wrong: readonly SummaryError[]
}

/** What colleagues wrote beside the task, and a place to write. */
export function Comments({ call, task, comments, typed, wrong }: CommentsProps) {
  const { language, forgeryToken } = call
  const texts = TASK_TEXTS[language]
  const error = wrong.find(({ id }) => id === 'comment')?.text
  return (
    <section aria-labelledby="comments">
      <h2 class="govuk-heading-m" id="comments">
        {texts.comments}
      </h2>
      {comments.length === 0 && <p class="govuk-body">{texts.noComments}</p>}
      <ul class="ritums-comments">
        {comments.map(({ id, text, who, at }) => (
          <li key={id}>
            <p class="ritums-secondary">
              {who}, <time datetime={at}>{moment(at, language)}</time>
            </p>
            <p class="govuk-body ritums-pre">{text}</p>
          </li>
        ))}
      </ul>
      <form method="post" action={`/tasks/${task.id}/comment`}>
        <FormToken token={forgeryToken} />
        <Field language={language} id="comment" label={texts.comment} hint={texts.commentHint} error={error}>
          <textarea
            class="govuk-textarea"
            name="comment"
            rows={3}
            {...fieldProps('comment', { hint: texts.commentHint, error })}
          >
            {typed}
          </textarea>
        </Field>
        <Button kind="secondary">{texts.commentDo}</Button>
      </form>
    </section>
  )
}
