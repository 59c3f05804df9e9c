/** Table 3 of the method with what was found of each process, and links to where each is seen or mended. */
import type { ComponentChildren } from 'preact'
import { mayActivate } from '../../../api/policies/definitions.ts'
import { neededAt, type Mode } from '../../../processes/maturity/assess.ts'
import type { ProcessEvidence } from '../../../processes/maturity/evidence.ts'
import type { Standing } from '../../../processes/maturity/maturity.ts'
import { ASKING_LEVELS } from '../../../processes/maturity/table.ts'
import { processAddress } from '../owner/process-address.ts'
import { day } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { mayConfirm } from './load-standing.ts'
import { STANDING_TEXTS } from './standing-texts.ts'

export interface EvidenceTableProps {
  readonly call: PageCall
  readonly standing: Standing
  readonly mode: Mode
  /** Names by login. */
  readonly people: ReadonlyMap<string, string>
  readonly mayAppoint: boolean
}

export function EvidenceTable(props: EvidenceTableProps) {
  const { call, standing, mode } = props
  const texts = STANDING_TEXTS[call.language]
  return (
    <DataTable
      caption={texts.tableTitle}
      captionHidden
      rows={standing.processes}
      keyOf={({ process }) => process.code}
      columns={[
        { key: 'process', text: texts.process, names: true, cell: (row) => <ProcessName {...props} row={row} /> },
        {
          key: 'requirement',
          text: texts.requirement,
          cell: ({ process }) =>
            ASKING_LEVELS.flatMap((level) => {
              const letter = process.requirements[String(level)]
              return letter === undefined ? (
                []
              ) : (
                <span key={level} class="ritums-owner__line">
                  {texts.requirementAt(letter, level)}
                </span>
              )
            }),
        },
        { key: 'counts', text: texts.counts, cell: (row) => <Holds {...props} holds={counts(row, mode)} /> },
        { key: 'deployed', text: texts.deployed, cell: (row) => <Deployed {...props} row={row} /> },
        { key: 'active', text: texts.active, cell: (row) => <Active {...props} row={row} /> },
        { key: 'measured', text: texts.measured, cell: (row) => <MeasuredCell {...props} row={row} /> },
        { key: 'improved', text: texts.improved, cell: (row) => <Improved {...props} row={row} /> },
      ]}
    />
  )
}

/** Whether it counts at the level that asks for it first. */
function counts({ process, holds }: ProcessEvidence, mode: Mode): boolean {
  const first = ASKING_LEVELS.find((level) => process.requirements[String(level)] === 'O') ?? 5
  return neededAt(mode, first).every((kind) => holds[kind])
}

type Row = EvidenceTableProps & { readonly row: ProcessEvidence }

function ProcessName({ call: { language }, row: { process, inForce } }: Row) {
  const texts = STANDING_TEXTS[language]
  const { code, name, processKey, threat } = process
  return (
    <span id={`evidence-${code}`}>
      {inForce === null ? (
        name[language]
      ) : (
        <a class="govuk-link" href={processAddress(processKey)}>
          {name[language]}
        </a>
      )}
      <span class="ritums-secondary">
        {texts.threat}: {threat[language]}
      </span>
    </span>
  )
}

function Holds({ call, holds }: EvidenceTableProps & { readonly holds: boolean }) {
  const texts = STANDING_TEXTS[call.language]
  return <Tag colour={holds ? 'green' : 'grey'}>{holds ? texts.yes : texts.no}</Tag>
}

function Lines({ children }: { readonly children: readonly ComponentChildren[] }) {
  return (
    <>
      {children.map(
        (child, index) =>
          child !== null &&
          child !== false && (
            <span key={index} class="ritums-owner__line">
              {child}
            </span>
          ),
      )}
    </>
  )
}

function Deployed(props: Row) {
  const { call, row, people, mayAppoint } = props
  const texts = STANDING_TEXTS[call.language]
  const { holds, inForce, isAdopted, managers, process } = row
  const name = process.name[call.language]
  return (
    <Lines>
      {[
        <Holds key="holds" {...props} holds={holds.deployed} />,
        inForce === null
          ? texts.notInForce
          : isAdopted
            ? texts.adopted(inForce.definition.version)
            : texts.typicalOnly(inForce.definition.version),
        (inForce?.definition.suspended ?? false) && texts.halted,
        inForce !== null && !isAdopted && mayActivate(call.caller, process.processKey) && (
          <a
            class="govuk-link"
            href={`${processAddress(process.processKey)}/versions/${encodeURIComponent(inForce.definition.id)}/activate`}
          >
            {texts.adopt}
            <span class="govuk-visually-hidden">: {name}</span>
          </a>
        ),
        managers.length === 0
          ? texts.noManager
          : managers.map(({ manager }) => texts.manager(people.get(manager) ?? manager)).join('; '),
        managers.length === 0 && mayAppoint && (
          <a class="govuk-link" href={`/processes/responsibilities/managers/${encodeURIComponent(process.processKey)}`}>
            {texts.appoint}
            <span class="govuk-visually-hidden">: {name}</span>
          </a>
        ),
      ]}
    </Lines>
  )
}

function Active(props: Row) {
  const { call, row, people } = props
  const texts = STANDING_TEXTS[call.language]
  const { holds, completed, needed, confirmation, isConfirmable, process, managers } = row
  const name = process.name[call.language]
  return (
    <Lines>
      {[
        <Holds key="holds" {...props} holds={holds.active} />,
        texts.completed(completed.count, completed.more, needed),
        completed.count > 0 && (
          <a class="govuk-link" href={`/cases?process=${encodeURIComponent(process.processKey)}`}>
            {texts.cases}
            <span class="govuk-visually-hidden"> {texts.casesAbout(name)}</span>
          </a>
        ),
        confirmation !== null && (
          <a class="govuk-link" href={`/registers/maturity-confirmation/${encodeURIComponent(confirmation.recordId)}`}>
            {texts.zero(people.get(confirmation.by) ?? confirmation.by, day(confirmation.at, call.language))}
          </a>
        ),
        isConfirmable && mayConfirm(call, { managers }) && (
          <a class="govuk-link" href={`/processes/maturity/${encodeURIComponent(process.processKey)}/confirm`}>
            {texts.confirm}
            <span class="govuk-visually-hidden">: {name}</span>
          </a>
        ),
      ]}
    </Lines>
  )
}

function MeasuredCell(props: Row) {
  const { call, row } = props
  const texts = STANDING_TEXTS[call.language]
  const { holds, measured } = row
  const [first] = measured?.indicators ?? []
  return (
    <Lines>
      {[
        <Holds key="holds" {...props} holds={holds.measured} />,
        first === undefined || measured === null ? (
          texts.notMeasured
        ) : (
          <a class="govuk-link" href={`/registers/indicator/${encodeURIComponent(first)}`}>
            {texts.indicators(measured.core, measured.computed, measured.reviewed, measured.periods.join(', '))}
          </a>
        ),
      ]}
    </Lines>
  )
}

function Improved(props: Row) {
  const { call, row } = props
  const texts = STANDING_TEXTS[call.language]
  const { holds, improvements } = row
  const [first] = improvements
  return (
    <Lines>
      {[
        <Holds key="holds" {...props} holds={holds.improved} />,
        first === undefined ? (
          texts.noImprovements
        ) : (
          <a class="govuk-link" href={`/registers/improvement/${encodeURIComponent(first)}`}>
            {texts.improvements(improvements.length)}
          </a>
        ),
      ]}
    </Lines>
  )
}
