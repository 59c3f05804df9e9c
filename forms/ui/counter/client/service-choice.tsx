import { Options } from '../../controls/options.tsx'
import { money } from '../../shared/format.ts'
import type { PageCall } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { Field } from '../../shared/parts/field.tsx'
import { Filter } from '../../shared/parts/filter.tsx'
import { COUNTER_TEXTS, type CounterTexts } from '../counter-texts.ts'
import type { ServiceAsked, ServiceFound, ServiceSearch } from './find-services.ts'

export interface ServiceChoiceProps {
  readonly call: PageCall
  readonly asked: ServiceAsked
  readonly found: ServiceSearch
  /** The client and who came for them, as the start form's address has them. */
  readonly forWhom: Readonly<Record<string, string>>
}

/** Looks for a service, and goes on to the form of an application about it. */
export function ServiceChoice({ call, asked, found, forWhom }: ServiceChoiceProps) {
  const { language, address } = call
  const texts = COUNTER_TEXTS[language]
  const [path = '/counter'] = address.split('?')
  const channel = call.query.get('channel') === 'phone' ? 'phone' : 'in_person'
  const { user } = forWhom
  const isNarrowed = asked.words !== '' || asked.situation !== '' || asked.need !== ''
  return (
    <>
      <Filter
        language={language}
        label={texts.serviceFilter}
        action={`${path}#services`}
        clear={isNarrowed ? `${path}${user === undefined ? '' : `?user=${user}`}` : null}
        kept={user === undefined ? {} : { user }}
      >
        <Field language={language} id="find" label={texts.serviceWords}>
          <input class="govuk-input" type="search" id="find" name="find" value={asked.words} />
        </Field>
        <Choose id="situation" label={texts.situation} options={found.situations} {...{ call, asked }} />
        <Choose id="need" label={texts.need} options={found.needs} {...{ call, asked }} />
      </Filter>
      <form method="get" action="/start/application">
        {Object.entries(forWhom).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field language={language} id="channel" label={texts.channel} group>
          <Options
            kind="radio"
            name="channel"
            firstId="channel"
            inline
            options={Object.entries(texts.channels).map(([value, label]) => ({ value, label }))}
            chosen={[channel]}
          />
        </Field>
        <Field language={language} id="service" label={texts.chooseService} group>
          {found.services.length === 0 && <p class="govuk-body">{texts.noServices}</p>}
          <Options
            kind="radio"
            name="service"
            firstId="service"
            options={[
              ...found.services.map((service) => ({
                value: service.id,
                label: <ServiceLabel call={call} service={service} texts={texts} />,
              })),
              { value: '', label: texts.withoutService },
            ]}
            chosen={[isNarrowed ? (found.services[0]?.id ?? '') : '']}
          />
        </Field>
        <Button>{texts.goOn}</Button>
      </form>
    </>
  )
}

function Choose(props: {
  readonly id: 'situation' | 'need'
  readonly label: string
  readonly options: ServiceSearch['situations']
  readonly call: PageCall
  readonly asked: ServiceAsked
}) {
  const { id, label, options, call, asked } = props
  if (options.length === 0) return null
  return (
    <Field language={call.language} id={id} label={label}>
      <select class="govuk-select" id={id} name={id}>
        <option value="">{COUNTER_TEXTS[call.language].any}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} selected={asked[id] === option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

function ServiceLabel(props: {
  readonly call: PageCall
  readonly service: ServiceFound
  readonly texts: CounterTexts
}) {
  const { call, service, texts } = props
  const { name, code, purpose, term, fee } = service
  const facts = [
    code,
    term === '' ? '' : texts.term(term),
    fee === null ? '' : fee === 0 ? texts.free : money(fee, call.language),
  ].filter((fact) => fact !== '')
  return (
    <>
      {name}
      <span class="ritums-secondary">{facts.join(' · ')}</span>
      {purpose !== '' && <span class="ritums-secondary">{purpose}</span>}
    </>
  )
}
