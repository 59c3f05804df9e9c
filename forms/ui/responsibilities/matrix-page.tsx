/** The matrix: 32 tasks by ten roles, with where each letter is from. */
import type { Cell, ServiceTask } from '../../../processes/responsibilities/matrix.ts'
import { OwnerTabs } from '../owner/owner-tabs.tsx'
import { processAddress } from '../owner/process-address.ts'
import { doneNotice } from '../shared/done-notice.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { loadMatrix } from './load-matrix.ts'
import { RESPONSIBILITIES_TEXTS } from './responsibilities-texts.ts'

export const showMatrix: PageRoute['handle'] = async (call) => {
  const { language, query, ports } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const { tasks, roles } = ports.data.responsibilities
  const cells = await loadMatrix(call)
  const corrected = cells.filter(({ record }) => record !== null).length
  const byTask = new Map(tasks.map(({ id }) => [id, cells.filter(({ task }) => task === id)]))
  return {
    page: {
      title: texts.matrixTitle,
      room: 'processes',
      wide: true,
      back: { href: '/processes/responsibilities', text: texts.back },
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.matrixTitle}</h1>
          <OwnerTabs language={language} current="responsibilities" />
          <p class="govuk-body">{texts.matrixIntro}</p>
          {corrected > 0 && <p class="govuk-body">{texts.corrections(corrected)}</p>}
          <DataTable
            caption={texts.matrixTitle}
            captionHidden
            rows={tasks}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'task',
                text: texts.task,
                names: true,
                cell: ({ id, name }) => (
                  <a class="govuk-link" href={`/processes/responsibilities/matrix/${id}`}>
                    {id} {name[language]}
                  </a>
                ),
              },
              ...roles.map(({ number }) => ({
                key: `role-${number}`,
                text: texts.roleNumber(number),
                cell: ({ id }: ServiceTask) => <Letter cell={byTask.get(id)?.find(({ role }) => role === number)} />,
              })),
              { key: 'realised', text: texts.realisedBy, cell: (task) => <Realised call={call} task={task} /> },
            ]}
          />
          <h2 class="govuk-heading-m">{texts.rolesTitle}</h2>
          <DataTable
            caption={texts.rolesTitle}
            captionHidden
            rows={roles}
            keyOf={({ number }) => String(number)}
            columns={[
              { key: 'number', text: texts.number, numeric: true, cell: ({ number }) => number },
              { key: 'role', text: texts.role, names: true, cell: ({ name }) => name[language] },
              { key: 'scale', text: texts.scale, cell: ({ scale }) => texts.scales[scale] ?? scale },
              { key: 'carried', text: texts.carriedBy, cell: ({ carriedBy }) => carriedBy[language] },
            ]}
          />
        </>
      ),
    },
  }
}

function Letter({ cell }: { readonly cell: Cell | undefined }) {
  if (!cell || (cell.letter === 'none' && cell.record === null)) return <>–</>
  const mark = cell.confidence === 'reconstructed' ? '*' : cell.confidence === 'confirmed' ? '°' : ''
  return (
    <>
      {cell.letter === 'none' ? '–' : cell.letter}
      {mark}
    </>
  )
}

/** The processes behind a task; those of the table lead to their pages. */
export function Realised({ call, task }: { readonly call: PageCall; readonly task: ServiceTask }) {
  const { language, ports } = call
  const known = new Map(ports.data.maturity.processes.map((process) => [process.code, process]))
  if (task.realisedBy.length === 0) return <>{RESPONSIBILITIES_TEXTS[language].noScheme}</>
  return (
    <>
      {task.realisedBy.map((code) => {
        const process = known.get(code)
        return (
          <span key={code} class="ritums-owner__line">
            {process === undefined ? (
              code
            ) : (
              <a class="govuk-link" href={processAddress(process.processKey)}>
                {code}
                <span class="govuk-visually-hidden"> {process.name[language]}</span>
              </a>
            )}
          </span>
        )
      })}
    </>
  )
}
