/** The page of a task: who it is for and what is asked, the form, what else can be done, and the case beside it. */
import type { FieldError } from '../../../../engine/model/errors.ts'
import type { FormAction } from '../../form/form-action.ts'
import { CaseAside } from '../../cases/case-aside.tsx'
import { errorLinks } from '../../form/error-links.ts'
import { referenceChoices } from '../../form-pages/reference-choices.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Details } from '../../shared/parts/details.tsx'
import { ErrorSummary, type SummaryError } from '../../shared/parts/error-summary.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { Comments, commentsOf } from './comments.tsx'
import { loadTask, type TaskRoom } from './load-task.ts'
import { Standing } from './standing.tsx'
import { TaskActions } from './task-actions.tsx'
import { actionChoices } from './action-choices.ts'
import { TaskDocuments } from './task-documents.tsx'
import { TaskForm, type Filled } from './task-form.tsx'
import { TASK_TEXTS } from './task-texts.ts'

export const showTask: PageRoute['handle'] = async (call) => taskPage(call, await loadTask(call), {})

export interface Entered {
  /** What was posted, to be shown as it was typed. */
  readonly entered?: URLSearchParams
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
  /** Mistakes in one of the other actions of the page. */
  readonly wrong?: readonly SummaryError[]
  /** What was typed into the other actions. */
  readonly typed?: URLSearchParams
}

export async function taskPage(call: PageCall, room: TaskRoom, given: Entered): Promise<PageReply> {
  const { language, query, forgeryToken } = call
  const texts = TASK_TEXTS[language]
  const { task, form, requestForm } = room
  const filled = await fill(call, room, given)
  const comments = await commentsOf(call, task)
  const view = form && { form, language, requestForm }
  const wrong = [...(view ? errorLinks(view, filled.errors) : []), ...(given.wrong ?? [])]
  const done = texts.done[query.get('done') ?? '']
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: room.name,
      room: 'tasks',
      wide: true,
      failed: wrong.length > 0,
      back: { href: '/tasks', text: texts.back },
      scripts: ['form', 'reference', 'shortcuts'],
      ...(done === undefined ? {} : { notice: { kind: 'success', text: done } }),
      body: (
        <div class="ritums-columns">
          <div class="ritums-columns__main">
            <ErrorSummary language={language} errors={wrong} />
            <h1 class="govuk-heading-l">{room.name}</h1>
            <p class="govuk-body">
              {room.due.state === 'late' && <Tag colour="red">{room.due.words}</Tag>}
              {room.due.state === 'soon' && <Tag colour="orange">{room.due.words}</Tag>}
              {['later', 'none'].includes(room.due.state) && <span>{room.due.words}</span>}{' '}
              {task.dueAt !== null && (
                <span class="ritums-secondary">
                  <Moment at={task.dueAt}>{room.due.moment}</Moment>
                </span>
              )}
            </p>
            {room.instruction !== '' && <p class="govuk-body-l ritums-instruction">{room.instruction}</p>}
            <TaskDocuments language={language} room={room} />
            <Standing call={call} room={room} />
            {room.standing === 'mine' && <TaskForm call={call} room={room} filled={filled} />}
            <TaskActions
              language={language}
              room={room}
              choices={await actionChoices(call, room)}
              forgeryToken={forgeryToken}
              typed={given.typed ?? new URLSearchParams()}
              wrong={given.wrong ?? []}
            />
            <Comments
              call={call}
              task={task}
              comments={comments}
              typed={given.typed?.get('comment') ?? ''}
              wrong={given.wrong ?? []}
            />
          </div>
          <div class="ritums-columns__aside">
            <CaseAside language={language} brief={room.brief} mayOpen={room.mayOpenCase} />
            <Details summary={texts.whyMine}>
              <p class="govuk-body">{room.whyMine}</p>
            </Details>
          </div>
        </div>
      ),
    },
  }
}

/** The draft, where there is one and nothing newer was posted. */
async function fill(call: PageCall, room: TaskRoom, given: Entered): Promise<Filled> {
  const { ports, institutionId, caller, language } = call
  const { task, form, requestForm } = room
  const asked = given.asked ?? null
  const view = form && { form, language, requestForm }
  const draft =
    given.entered === undefined && room.standing === 'mine'
      ? await ports.workplace.drafts.get({ institutionId, login: caller.id, key: `task:${task.id}` })
      : null
  return {
    entered: given.entered ?? (draft ? new URLSearchParams(draft.entered) : undefined),
    errors: given.errors ?? [],
    asked,
    choices: await referenceChoices(call, [view], task.variables, asked),
    draftSavedAt: draft?.savedAt ?? null,
  }
}
