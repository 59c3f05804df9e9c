/** Where a case stands: what is to be done and by whom, why it waits, its parts, the cases that came of it, its clock. */
import type { TaskView } from '../../../../engine/model/views.ts'
import type { Instant } from '../../../../engine/model/json.ts'
import { maySeeTask } from '../../../../api/policies/tasks.ts'
import { dueWords } from '../../shared/due.ts'
import { moment } from '../../shared/format.ts'
import { elementName, roleName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Details } from '../../shared/parts/details.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { statusLabel } from '../status-label.ts'
import type { CaseRoom } from './load-case.ts'
import { operatorPart } from './operator-part.tsx'
import { PAGE_TEXTS } from './page-texts.ts'
import { whatWaits } from './what-waits.ts'

const MOST_TASKS = 100

export async function nowView(call: PageCall, room: CaseRoom) {
  const { language, ports } = call
  const texts = PAGE_TEXTS[language]
  const linkedParts = room.linked.map(({ instance, process }) => ({ instance, process }))
  const running = [...room.parts, ...linkedParts].filter(({ instance }) => instance.endedAt === null)
  const [tasks, waiting, pauses, operating] = await Promise.all([
    openTasks(call, room),
    whatWaits(call, running),
    pausesOf(call, room),
    operatorPart(call, room),
  ])
  return (
    <>
      <section aria-labelledby="waits-heading">
        <h2 class="govuk-heading-m" id="waits-heading">
          {texts.whyWaits}
        </h2>
        {running.length === 0 && <p class="govuk-body">{texts.nothingWaits}</p>}
        {running.length > 0 && tasks.length + waiting.now.length === 0 && <p class="govuk-body">{texts.nothingNow}</p>}
        {tasks.length > 0 && (
          <DataTable
            caption={texts.openTasks}
            rows={tasks}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'task',
                text: texts.task,
                names: true,
                cell: ({ id, name, process, mayOpen }) => (
                  <>
                    {mayOpen ? (
                      <a class="govuk-link" href={`/tasks/${id}`}>
                        {name}
                      </a>
                    ) : (
                      name
                    )}
                    <span class="ritums-secondary">{process}</span>
                  </>
                ),
              },
              { key: 'who', text: texts.who, cell: ({ who }) => who },
              {
                key: 'due',
                text: texts.due,
                cell: ({ due, dueAt }) => (
                  <>
                    {due.state === 'late' ? (
                      <Tag colour="red">{due.words}</Tag>
                    ) : (
                      <span class="ritums-line">{due.words}</span>
                    )}
                    {dueAt !== null && (
                      <span class="ritums-secondary">
                        <Moment at={dueAt}>{due.moment}</Moment>
                      </span>
                    )}
                  </>
                ),
              },
            ]}
          />
        )}
        {waiting.now.length > 0 && <Sentences sentences={waiting.now} />}
        {waiting.also.length > 0 && (
          <Details summary={texts.alsoPossible}>
            <Sentences sentences={waiting.also} />
          </Details>
        )}
      </section>
      {operating}
      {room.linked.length > 0 && (
        <section aria-labelledby="linked-heading">
          <h2 class="govuk-heading-m" id="linked-heading">
            {texts.linked}
          </h2>
          <p class="govuk-body">{texts.linkedNote}</p>
          <ul class="govuk-list">
            {room.linked.map(({ instance, process, number, status }) => (
              <li key={instance.id}>
                <a class="govuk-link" href={`/cases/${instance.id}`}>
                  {`${process} ${number}`.trim()}
                </a>{' '}
                <Tag colour={instance.endedAt === null ? 'teal' : 'grey'}>
                  {status === null
                    ? texts.states[instance.state]
                    : statusLabel(ports.data, instance.processKey, status, language)}
                </Tag>
              </li>
            ))}
          </ul>
        </section>
      )}
      {room.parts.length > 1 && (
        <section aria-labelledby="parts-heading">
          <h2 class="govuk-heading-m" id="parts-heading">
            {texts.parts}
          </h2>
          <ul class="govuk-list">
            {room.parts.slice(1).map(({ instance, process }) => (
              <li key={instance.id} id={`i-${instance.id}`} class="ritums-anchored" tabindex={-1}>
                {process} <Tag colour={instance.endedAt === null ? 'teal' : 'grey'}>{texts.states[instance.state]}</Tag>{' '}
                <span class="ritums-secondary">
                  {texts.startedAt(moment(instance.startedAt, language))}
                  {instance.endedAt !== null && `. ${texts.endedAt(moment(instance.endedAt, language))}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {pauses.length > 0 && (
        <DataTable
          caption={texts.pauses}
          rows={pauses}
          keyOf={({ from }) => from}
          columns={[
            {
              key: 'from',
              text: texts.pauseFrom,
              names: true,
              cell: ({ from }) => <Moment at={from}>{moment(from, language)}</Moment>,
            },
            {
              key: 'to',
              text: texts.pauseTo,
              cell: ({ to }) => (to === null ? texts.pauseNow : <Moment at={to}>{moment(to, language)}</Moment>),
            },
            { key: 'why', text: texts.pauseWhy, cell: ({ why }) => why },
          ]}
        />
      )}
    </>
  )
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

async function openTasks(call: PageCall, { root, linked }: CaseRoom) {
  const { ports, institutionId, language, caller } = call
  const texts = PAGE_TEXTS[language]
  const found: TaskView[] = []
  for (const rootInstanceId of [root.id, ...linked.map(({ instance }) => instance.id)]) {
    const wanted = { institutionId, rootInstanceId, state: 'open', limit: MOST_TASKS } as const
    found.push(...(await ports.engine.listTasks(wanted)).items)
  }
  const now = ports.clock.now()
  const left = await ports.workingTime.leftAt(institutionId, now)
  return Promise.all(
    found.map(async (task) => {
      const groups = [...new Set(task.candidateGroups.map((group) => roleName(ports.data, group, language)))]
      return {
        id: task.id,
        name: elementName(task, language, task.elementId),
        process: await ports.names.process(institutionId, task.processKey, language),
        who:
          task.assignee === null
            ? texts.free(groups.join(', '))
            : await ports.names.person(institutionId, task.assignee, language),
        mayOpen: maySeeTask(caller, task),
        dueAt: task.dueAt,
        due: dueWords(task.dueAt, now, left, language),
      }
    }),
  )
}

interface Pause {
  readonly from: Instant
  readonly to: Instant | null
  readonly why: string
}

/** Each stretch in which the clock of the case stood, with the part of the case that asked. */
async function pausesOf(call: PageCall, { root }: CaseRoom): Promise<readonly Pause[]> {
  const { ports, institutionId, language } = call
  const { items } = await ports.engine.listCaseTimeline({
    institutionId,
    rootInstanceIds: [root.id],
    types: ['clock-paused', 'clock-resumed'],
    limit: 200,
  })
  const pauses: Pause[] = []
  for (const { type, at, data, processInstanceId, processKey } of items) {
    const open = Number(data['openPauses'] ?? 0)
    const last = pauses.at(-1)
    if (type === 'clock-paused' && open === 1) {
      const process = await ports.names.process(institutionId, processKey, language)
      const texts = PAGE_TEXTS[language]
      const why = processInstanceId === root.id ? texts.pauseInCase : texts.pauseReason(process)
      pauses.push({ from: at, to: null, why })
    } else if (type === 'clock-resumed' && open === 0 && last?.to === null) pauses.splice(-1, 1, { ...last, to: at })
  }
  return pauses
}
