import type { Register } from '../../../engine/records/register.ts'
import type { PageCall } from '../shared/page.ts'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { EVERYTHING, listAddress, ORDERS, type ListQuery } from './list-query.ts'
import { statusLabel } from './record-title.ts'
import { registerForm } from './register-form.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export interface ListFilterProps {
  readonly call: PageCall
  readonly register: Register
  readonly query: ListQuery
}

/** Words, status and order of a list; sent by GET. */
export function ListFilter({ call, register, query }: ListFilterProps) {
  const { language, ports } = call
  const texts = REGISTERS_TEXTS[language]
  const { fields } = registerForm(register, ports.data).i18n[language]
  const labels = register.search.map((name) => (fields[name]?.label ?? name).toLowerCase())
  const looksIn = [...(register.number === null ? [] : [texts.number.toLowerCase()]), ...new Set(labels)]
  const hint = texts.searchHint(looksIn.join(', '))
  const isNarrowed = query.text !== '' || query.status !== ''
  return (
    <Filter
      language={language}
      label={texts.search}
      action={`/registers/${register.register}`}
      clear={isNarrowed ? listAddress(register.register, { ...EVERYTHING, order: query.order }) : null}
      kept={query.purpose === '' ? {} : { purpose: query.purpose }}
    >
      <Field language={language} id="q" label={texts.search} hint={hint}>
        <input
          class="govuk-input"
          type="search"
          name="q"
          value={query.text}
          maxlength={200}
          {...fieldProps('q', { hint })}
        />
      </Field>
      {register.status !== undefined && (
        <Field language={language} id="status" label={texts.status}>
          <select class="govuk-select" name="status" {...fieldProps('status', {})}>
            <option value="">{texts.anyStatus}</option>
            {register.status.codes.map((code) => (
              <option key={code} value={code} selected={code === query.status}>
                {statusLabel(call, register, code)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field language={language} id="order" label={texts.order}>
        <select class="govuk-select" name="order" {...fieldProps('order', {})}>
          {ORDERS.map((order) => (
            <option key={order} value={order} selected={order === query.order}>
              {texts.orders[order]}
            </option>
          ))}
        </select>
      </Field>
    </Filter>
  )
}
