/** The registers that the reader may read, with what each is for. */
import { fold } from '../../../engine/records/fold.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { Language } from '../../check/form-file.ts'
import type { PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { pluralName } from './record-title.ts'
import { readableRegisters } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export const showRegisters: PageRoute['handle'] = async (call) => {
  const { language, query } = call
  const texts = REGISTERS_TEXTS[language]
  const words = (query.get('q') ?? '').trim().slice(0, 200)
  const mine = readableRegisters(call)
  const found = mine
    .filter((register) => isFound(register, words, language))
    .toSorted((one, other) => pluralName(one, call).localeCompare(pluralName(other, call), language))
  const groups = [
    { id: 'casework', title: texts.casework, text: texts.caseworkText, of: found.filter((one) => !one.reference) },
    { id: 'reference', title: texts.reference, text: texts.referenceText, of: found.filter((one) => one.reference) },
  ]
  return {
    page: {
      title: texts.title,
      room: 'registers',
      wide: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          {mine.length === 0 ? (
            <EmptyState title={texts.none} text={texts.noneText} />
          ) : (
            <>
              <p class="govuk-body">{texts.intro}</p>
              <Filter
                language={language}
                label={texts.find}
                action="/registers"
                clear={words === '' ? null : '/registers'}
              >
                <Field language={language} id="q" label={texts.find} hint={texts.findHint}>
                  <input
                    class="govuk-input"
                    type="search"
                    name="q"
                    value={words}
                    maxlength={200}
                    {...fieldProps('q', { hint: texts.findHint })}
                  />
                </Field>
              </Filter>
              {found.length === 0 && <EmptyState title={texts.noneFound} text={texts.noneFoundText} />}
            </>
          )}
          {groups
            .filter(({ of }) => of.length > 0)
            .map(({ id, title, text, of }) => (
              <section key={id} aria-labelledby={id}>
                <h2 class="govuk-heading-m" id={id}>
                  {title}
                </h2>
                <p class="govuk-body">{text}</p>
                <RegisterTable language={language} title={title} registers={of} />
              </section>
            ))}
        </>
      ),
    },
  }
}

interface RegisterTableProps {
  readonly language: Language
  readonly title: string
  readonly registers: readonly Register[]
}

function RegisterTable({ language, title, registers }: RegisterTableProps) {
  const texts = REGISTERS_TEXTS[language]
  return (
    <DataTable
      caption={title}
      captionHidden
      rows={registers}
      keyOf={({ register }) => register}
      columns={[
        {
          key: 'register',
          text: texts.register,
          names: true,
          cell: (register) => (
            <a class="govuk-link" href={`/registers/${register.register}`}>
              {pluralName(register, { language })}
            </a>
          ),
        },
        { key: 'purpose', text: texts.purpose, cell: ({ i18n }) => i18n?.[language].purpose ?? '' },
      ]}
    />
  )
}

/** Every word somewhere in name or purpose; case and missing diacritics do not matter. */
function isFound(register: Register, words: string, language: Language): boolean {
  const { name, i18n } = register
  const said = fold(`${name[language]} ${pluralName(register, { language })} ${i18n?.[language].purpose ?? ''}`)
  return fold(words)
    .split(/\s+/)
    .every((word) => said.includes(word))
}
