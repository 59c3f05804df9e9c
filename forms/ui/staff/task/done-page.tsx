/** After completing: what happens next in the case, and the reader's next task. */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { TaskView } from '../../../../engine/model/views.ts'
import { maySeeInstancesOf } from '../../../../api/policies/instances.ts'
import { maySeeTask } from '../../../../api/policies/tasks.ts'
import { elementName, roleName } from '../../shared/names.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { ButtonLink } from '../../shared/parts/button.tsx'
import { Notice } from '../../shared/parts/notice.tsx'
import { TASK_TEXTS } from './task-texts.ts'

const MOST_NEXT = 10

export const showDone: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, language, caller, params } = call
  const texts = TASK_TEXTS[language]
  const taskId = params['taskId'] ?? ''
  const task = await ports.engine.getTaskView({ institutionId, taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', taskId)
  const name = elementName(task, language, task.elementId)
  const { rootInstanceId } = task
  const [open, mine, root] = await Promise.all([
    ports.engine.listTasks({ institutionId, state: 'open', rootInstanceId, limit: MOST_NEXT }),
    ports.engine.listTasks({ institutionId, state: 'open', assignee: caller.id, followUpReached: true, limit: 1 }),
    ports.engine.getProcessInstance({ institutionId, processInstanceId: rootInstanceId }),
  ])
  const next = mine.items[0]
  const nextInCase = await Promise.all(open.items.map((one) => sentence(call, one)))
  return {
    page: {
      title: texts.doneTitle,
      room: 'tasks',
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.doneTitle}</h1>
          <Notice language={language} kind="success" text={`${task.caseNumber ?? ''} ${name}`.trim()} focus />
          <h2 class="govuk-heading-m">{texts.nextInCase}</h2>
          {nextInCase.length > 0 ? (
            <ul class="govuk-list govuk-list--bullet">
              {nextInCase.map(({ id, text, href }) => (
                <li key={id}>
                  {href === null ? (
                    text
                  ) : (
                    <a class="govuk-link" href={href}>
                      {text}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <p class="govuk-body">{root.endedAt === null ? texts.nextWaits : texts.nextEnded}</p>
          )}
          <h2 class="govuk-heading-m">{texts.nextTask}</h2>
          {next ? (
            <>
              <p class="govuk-body">
                {[elementName(next, language, next.elementId), next.caseNumber, next.subject]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </p>
              <ButtonLink href={`/tasks/${next.id}`}>{texts.openNext}</ButtonLink>
            </>
          ) : (
            <p class="govuk-body">{texts.noNext}</p>
          )}
          <ul class="govuk-list">
            <li>
              <a class="govuk-link" href="/tasks">
                {texts.toInbox}
              </a>
            </li>
            {maySeeInstancesOf(caller, root.processKey) && (
              <li>
                <a class="govuk-link" href={`/cases/${rootInstanceId}`}>
                  {texts.toCase}
                </a>
              </li>
            )}
          </ul>
        </>
      ),
    },
  }
}

/** A task that the case waits for, and with whom it is. */
async function sentence({ ports, institutionId, language, caller }: PageCall, task: TaskView) {
  const texts = TASK_TEXTS[language]
  const isMine = task.assignee === caller.id
  const holder = isMine
    ? texts.nextMine
    : task.assignee === null
      ? texts.nextGroup(task.candidateGroups.map((group) => roleName(ports.data, group, language)).join(', '))
      : await ports.names.person(institutionId, task.assignee, language)
  return {
    id: task.id,
    text: texts.nextOpen(elementName(task, language, task.elementId), holder),
    href: maySeeTask(caller, task) ? `/tasks/${task.id}` : null,
  }
}
