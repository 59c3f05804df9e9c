/** The versions of a process with what was decided about them. */
import { mayActivate, mayRehearse } from '../../../api/policies/definitions.ts'
import type { DefinitionView } from '../../../engine/model/deployment.ts'
import { moment } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { isTypical } from './in-force.ts'
import type { LoadedProcess } from './load-process.ts'
import { OWNER_TEXTS, type OwnerTexts } from './owner-texts.ts'
import { processAddress } from './process-address.ts'

export interface VersionsTableProps {
  readonly call: PageCall
  readonly loaded: LoadedProcess
  /** Login → name. */
  readonly people: ReadonlyMap<string, string>
}

export function VersionsTable({ call, loaded, people }: VersionsTableProps) {
  const { language } = call
  const texts = OWNER_TEXTS[language]
  const { processKey, versions, inForce, running, changes } = loaded
  const byId = new Map(versions.map((version) => [version.id, version]))
  const deployedBy = (id: string) => changes.find((one) => one.definitionId === id && one.action === 'deployed')
  const who = (login: string | null | undefined): string => (login ? (people.get(login) ?? login) : '')
  return (
    <>
      <h2 class="govuk-heading-m" id="versions">
        {texts.versions}
      </h2>
      <DataTable
        caption={texts.versions}
        captionHidden
        rows={versions}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'version',
            text: texts.version,
            names: true,
            cell: (version) => (
              <>
                {editionOf(version, texts)} {version.id === inForce?.id && <Tag colour="green">{texts.inForce}</Tag>}
                {version.suspended && <Tag colour="orange">{texts.suspended}</Tag>}
                {version.versionTag !== null && <span class="ritums-secondary">{version.versionTag}</span>}
              </>
            ),
          },
          {
            key: 'deployed',
            text: texts.deployed,
            cell: ({ deployedAt, id }) => (
              <>
                <Moment at={deployedAt}>{moment(deployedAt, language)}</Moment>
                <span class="ritums-secondary">{who(deployedBy(id)?.by)}</span>
              </>
            ),
          },
          { key: 'note', text: texts.note, cell: ({ id }) => deployedBy(id)?.note ?? texts.noNote },
          { key: 'cases', text: texts.openCases, numeric: true, cell: ({ id }) => running.get(id) ?? 0 },
          {
            key: 'actions',
            text: texts.actions,
            hidden: true,
            cell: (version) => <Ways call={call} version={version} isInForce={version.id === inForce?.id} />,
          },
        ]}
      />
      <h2 class="govuk-heading-m">{texts.changes}</h2>
      {changes.length === 0 ? (
        <EmptyState title={texts.noChanges} />
      ) : (
        <DataTable
          caption={texts.changes}
          captionHidden
          rows={changes}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'when',
              text: texts.when,
              cell: ({ at }) => <Moment at={at}>{moment(at, language)}</Moment>,
            },
            { key: 'change', text: texts.change, names: true, cell: ({ action }) => texts.changeActions[action] },
            {
              key: 'version',
              text: texts.version,
              cell: ({ definitionId }) => {
                const version = byId.get(definitionId)
                return version ? (
                  <a class="govuk-link" href={processAddress(processKey, definitionId)}>
                    {editionOf(version, texts)}
                  </a>
                ) : (
                  ''
                )
              },
            },
            { key: 'by', text: texts.by, cell: ({ by }) => who(by) },
            { key: 'note', text: texts.note, cell: ({ note }) => note ?? texts.noNote },
          ]}
        />
      )}
    </>
  )
}

function Ways({
  call: { caller, language },
  version,
  isInForce,
}: {
  readonly call: PageCall
  readonly version: DefinitionView
  readonly isInForce: boolean
}) {
  const texts = OWNER_TEXTS[language]
  const { processKey, id } = version
  const base = `${processAddress(processKey)}/versions/${encodeURIComponent(id)}`
  const ways = [
    { href: processAddress(processKey, id), text: texts.show, may: true },
    { href: `${base}/activate`, text: texts.activate, may: mayActivate(caller, processKey) && !isInForce },
    { href: `${base}/rehearsal`, text: texts.rehearse, may: mayRehearse(caller) },
  ]
  return (
    <>
      {ways
        .filter(({ may }) => may)
        .map(({ href, text }) => (
          <a key={href} class="govuk-link ritums-owner__line" href={href}>
            {text}
            <span class="govuk-visually-hidden"> {editionOf(version, texts)}</span>
          </a>
        ))}
    </>
  )
}

/** @returns e.g. `iestādes 2. versija` */
export function editionOf(version: Pick<DefinitionView, 'version' | 'owner'>, texts: OwnerTexts): string {
  return `${isTypical(version) ? texts.typical : texts.own} ${texts.versionOf(version.version)}`
}
