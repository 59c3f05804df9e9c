/** The catalogue: a search and what it found. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { money } from '../shared/format.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { bilingual } from '../shared/service-names.ts'
import { CATALOGUE_TEXTS } from './catalogue-texts.ts'
import { catalogueOf, choicesOf, findServices } from './catalogue.ts'
import { serviceName, termWords } from './public-service.ts'

const MOST_WORDS = 200

export const showServices: PageRoute['handle'] = async (call) => {
  const { language, query } = call
  const texts = CATALOGUE_TEXTS[language]
  const catalogue = await catalogueOf(call)
  const asked = (name: string) => (query.get(name) ?? '').slice(0, MOST_WORDS)
  const wanted = { words: asked('q'), situation: asked('situation'), need: asked('need') }
  const found = findServices(catalogue, wanted, language)
  const isFiltered = Object.values(wanted).some((value) => value !== '')
  return {
    page: {
      title: texts.title,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          <Filter language={language} label={texts.title} action="/services" clear={isFiltered ? '/services' : null}>
            <Field language={language} id="q" label={texts.words} hint={texts.wordsHint}>
              <input
                class="govuk-input"
                type="search"
                name="q"
                value={wanted.words}
                {...fieldProps('q', { hint: texts.wordsHint })}
              />
            </Field>
            <Choice
              call={call}
              id="situation"
              label={texts.situation}
              chosen={wanted.situation}
              options={choicesOf(catalogue.situations, language)}
            />
            <Choice
              call={call}
              id="need"
              label={texts.need}
              chosen={wanted.need}
              options={choicesOf(catalogue.needs, language)}
            />
          </Filter>
          <h2 class="govuk-heading-m">{texts.found(found.length)}</h2>
          {found.length === 0 ? (
            <EmptyState title={texts.nothing} text={texts.nothingText}>
              <a class="govuk-link" href="/report?kind=information">
                {texts.ask}
              </a>
            </EmptyState>
          ) : (
            <ul class="ritums-services">
              {found.map((service) => (
                <ServiceItem key={service.id} call={call} service={service} />
              ))}
            </ul>
          )}
          <h2 class="govuk-heading-m">{texts.other}</h2>
          <ul class="govuk-list">
            <li>
              <a class="govuk-link" href="/report">
                {texts.report}
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/track">
                {texts.track}
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/results">
                {texts.results}
              </a>
            </li>
          </ul>
        </>
      ),
    },
  }
}

function ServiceItem({ call: { language }, service }: { call: PageCall; service: RecordView }) {
  const texts = CATALOGUE_TEXTS[language]
  const { fee, purpose } = service.data
  const facts = [
    termWords(service, language),
    typeof fee === 'number' ? (fee === 0 ? texts.free : money(fee, language)) : null,
  ].filter((fact) => fact !== null)
  return (
    <li class="ritums-services__item">
      <h3 class="govuk-heading-s">
        <a class="govuk-link" href={`/services/${encodeURIComponent(service.id)}`}>
          {serviceName(service, language)}
        </a>
      </h3>
      <p class="govuk-body">{bilingual(purpose, language, '')}</p>
      {facts.length > 0 && <p class="govuk-body-s ritums-secondary">{facts.join(' · ')}</p>}
    </li>
  )
}

interface ChoiceProps {
  readonly call: PageCall
  readonly id: string
  readonly label: string
  readonly chosen: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
}

function Choice({ call: { language }, id, label, chosen, options }: ChoiceProps) {
  if (options.length === 0) return null
  return (
    <Field language={language} id={id} label={label}>
      <select class="govuk-select" name={id} {...fieldProps(id, {})}>
        <option value="">{CATALOGUE_TEXTS[language].any}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} selected={option.id === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
