import type { ImportProblem, ImportReport } from '../../../engine/records/exchange/import-row.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { registerForm } from './register-form.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export interface ImportResultProps {
  readonly call: PageCall
  readonly register: Register
  /** Of the file. */
  readonly name: string
  readonly report: ImportReport
}

/** What came of a check: what would change, or everything that is wrong by row and column. */
export function ImportResult({ call, register, name, report }: ImportResultProps) {
  const { language } = call
  const texts = REGISTERS_TEXTS[language]
  const { created, updated, unchanged, problems, problemCount } = report
  return (
    <section aria-labelledby="problems">
      <h2 class="govuk-heading-m" id="problems" tabindex={-1}>
        {problemCount === 0 ? texts.checkedTitle : texts.problems}
      </h2>
      {problemCount === 0 ? (
        <Notice
          language={language}
          kind="info"
          text={`${texts.checkedGood(name)} ${texts.checked(created, updated, unchanged)}`}
        />
      ) : (
        <>
          {problemCount > problems.length && <p class="govuk-body">{texts.firstProblems(problems.length)}</p>}
          <DataTable
            caption={texts.problems}
            captionHidden
            rows={problems.map((problem, index) => ({ ...problem, key: String(index) }))}
            keyOf={({ key }) => key}
            columns={[
              { key: 'row', text: texts.row, names: true, cell: ({ row }) => row ?? texts.wholeFile },
              { key: 'column', text: texts.column, cell: (problem) => columnOf(call, register, problem) },
              { key: 'wrong', text: texts.wrong, cell: ({ message }) => message },
              { key: 'remedy', text: texts.remedy, cell: ({ remedy }) => remedy },
            ]}
          />
        </>
      )}
    </section>
  )
}

/** As people know it, and as the file has it. */
function columnOf({ language, ports }: PageCall, register: Register, { field }: ImportProblem) {
  if (field === null) return REGISTERS_TEXTS[language].nothing
  const { fields } = registerForm(register, ports.data).i18n[language]
  const path = field
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? '*' : part))
    .join('/')
  const label = fields[path]?.label
  return label === undefined ? <code>{field}</code> : `${label} (${field})`
}
