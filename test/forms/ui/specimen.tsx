/** One page with every part and every state of a control, to look at and to check. Its own texts are in both languages, too. */
import type { Language } from '../../../forms/check/form-file.ts'
import { Button, ButtonLink } from '../../../forms/ui/shared/parts/button.tsx'
import { CharacterCount } from '../../../forms/ui/shared/parts/character-count.tsx'
import { DataTable } from '../../../forms/ui/shared/parts/data-table.tsx'
import { Details } from '../../../forms/ui/shared/parts/details.tsx'
import { EmptyState } from '../../../forms/ui/shared/parts/empty-state.tsx'
import { ErrorSummary } from '../../../forms/ui/shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../../forms/ui/shared/parts/field.tsx'
import { Filter } from '../../../forms/ui/shared/parts/filter.tsx'
import { FormToken } from '../../../forms/ui/shared/parts/form-token.tsx'
import { Moment } from '../../../forms/ui/shared/parts/moment.tsx'
import { Notice } from '../../../forms/ui/shared/parts/notice.tsx'
import { Pagination } from '../../../forms/ui/shared/parts/pagination.tsx'
import { SummaryList } from '../../../forms/ui/shared/parts/summary-list.tsx'
import { Tabs } from '../../../forms/ui/shared/parts/tabs.tsx'
import { Tag } from '../../../forms/ui/shared/parts/tag.tsx'
import { Shell } from '../../../forms/ui/shared/shell.tsx'

export interface SpecimenProps {
  readonly language: Language
  readonly address: string
  /** As after a form that was not right; otherwise as after one that was. */
  readonly failed: boolean
  readonly wide: boolean
}

interface Row {
  readonly number: string
  readonly what: string
  readonly due: string
  readonly hours: string
  readonly late: boolean
}

const ROWS: readonly Row[] = [
  { number: 'PT-2026-00417', what: 'Projektora noma', due: '2026-12-01', hours: '1,5', late: true },
  { number: 'PT-2026-00418', what: 'E-pasta konts jaunam darbiniekam', due: '2026-12-04', hours: '12', late: false },
  {
    number: 'IN-2026-00033',
    what: 'Neatveras dzīvesvietas deklarēšana',
    due: '2026-12-05',
    hours: '0,25',
    late: false,
  },
]

export function specimen({ language, address, failed, wide }: SpecimenProps) {
  const say = (lv: string, en: string): string => (language === 'lv' ? lv : en)
  const wrong = (text: string): string | undefined => (failed ? text : undefined)
  const errors = [
    { id: 'f-subject', text: say('Ierakstiet, par ko ir pieteikums.', 'Say what the application is about.') },
    { id: 'f-urgent', text: say('Atzīmējiet, vai tas ir steidzami.', 'Choose whether it is urgent.') },
    { text: say('Kāds cits jau paņēma šo uzdevumu.', 'Somebody else has taken this task.') },
  ]
  const reason = { hint: say('Īsi, savos vārdos.', 'Briefly, in your own words.') }
  const subject = {
    hint: say('Piemēram, “Projektora noma”.', 'E.g. “Hire of a projector”.'),
    error: wrong(errors[0]?.text ?? ''),
  }
  const urgent = { error: wrong(errors[1]?.text ?? '') }
  return (
    <Shell
      language={language}
      title={say('Paraugs', 'Specimen')}
      address={address}
      institutionName="Saulkrastu novada pašvaldība"
      demo
      who={{ name: 'Anna Kalniņa-Ozoliņa' }}
      rooms={[
        { key: 'tasks', href: '/tasks', text: say('Mani uzdevumi', 'My tasks'), current: true, count: 12 },
        { key: 'cases', href: '/cases', text: say('Lietas', 'Cases'), current: false, count: 0 },
        { key: 'counter', href: '/counter', text: say('Klientu apkalpošana', 'Counter'), current: false },
        { key: 'registers', href: '/registers', text: say('Reģistri', 'Registers'), current: false },
        { key: 'people', href: '/people', text: say('Lietotāji un lomas', 'People and roles'), current: false },
        { key: 'processes', href: '/processes', text: say('Procesi', 'Processes'), current: false },
      ]}
      forgeryToken="token-of-the-form"
      back={{ href: '/tasks', text: say('Uz uzdevumu sarakstu', 'To the list of tasks') }}
      {...(failed
        ? {}
        : {
            notice: {
              kind: 'success',
              text: say('Uzdevums ir pabeigts.', 'The task is completed.'),
              link: { href: '/tasks/next', text: say('Nākamais uzdevums', 'The next task') },
            },
          })}
      failed={failed}
      wide={wide}
    >
      <ErrorSummary language={language} errors={failed ? errors : []} />
      <h1 class="govuk-heading-l">{say('Izvērtēt pieteikumu', 'Assess the application')}</h1>
      <p class="ritums-caption">
        PT-2026-00417 · {say('termiņš', 'due')}{' '}
        <Moment at="2026-12-01T15:00:00Z">{say('1. decembrī plkst. 17.00', '1 December, 17:00')}</Moment>{' '}
        <Tag colour="red">{say('Kavējas', 'Late')}</Tag>
      </p>
      <Tabs
        label={say('Skati', 'Views')}
        tabs={[
          { href: '/tasks', text: say('Mani', 'Mine'), current: true, count: 3 },
          { href: '/tasks?view=group', text: say('Grupas', 'Of my groups'), current: false, count: 128 },
          { href: '/tasks?view=done', text: say('Pabeigtie', 'Completed'), current: false },
        ]}
      />
      <Filter
        language={language}
        label={say('Uzdevumu atlase', 'Filter of tasks')}
        action="/tasks"
        clear="/tasks"
        kept={{ sort: 'due' }}
      >
        <Field language={language} id="q" label={say('Numurs vai vārds', 'Number or word')}>
          <input {...fieldProps('q', {})} class="govuk-input" name="q" type="search" />
        </Field>
        <Field language={language} id="state" label={say('Stāvoklis', 'State')}>
          <select {...fieldProps('state', {})} class="govuk-select" name="state">
            <option value="">{say('Visi', 'All')}</option>
            <option value="late">{say('Kavējas', 'Late')}</option>
          </select>
        </Field>
      </Filter>
      <DataTable
        caption={say('Uzdevumi', 'Tasks')}
        keyOf={({ number }) => number}
        isNew={({ late }) => late}
        rows={ROWS}
        columns={[
          {
            key: 'number',
            text: say('Numurs', 'Number'),
            names: true,
            cell: ({ number }) => (
              <a class="govuk-link ritums-nowrap" href={`/tasks/${number}`}>
                {number}
              </a>
            ),
          },
          { key: 'what', text: say('Kas', 'What'), cell: ({ what }) => <span lang="lv">{what}</span> },
          {
            key: 'state',
            text: say('Stāvoklis', 'State'),
            cell: ({ late }) =>
              late ? (
                <Tag colour="red">{say('Kavējas', 'Late')}</Tag>
              ) : (
                <Tag colour="green">{say('Laikā', 'In time')}</Tag>
              ),
          },
          { key: 'due', text: say('Termiņš', 'Due'), cell: ({ due }) => <Moment at={due}>{due}</Moment> },
          { key: 'hours', text: say('Stundas', 'Hours'), numeric: true, cell: ({ hours }) => hours },
          {
            key: 'do',
            text: say('Darbības', 'Actions'),
            hidden: true,
            cell: ({ number }) => (
              <Button kind="secondary" small name="take" value={number} form="take">
                {say('Paņemt', 'Take')} <span class="govuk-visually-hidden">{number}</span>
              </Button>
            ),
          },
        ]}
      />
      <form id="take" method="post" action="/take">
        <FormToken token="token-of-the-form" />
      </form>
      <Pagination language={language} first="/tasks" next="/tasks?after=abc" />

      <h2 class="govuk-heading-m">{say('Veidlapa', 'The form')}</h2>
      <div class="ritums-columns">
        <form method="post" action="/sent" novalidate>
          <FormToken token="token-of-the-form" />
          <Field language={language} id="f-subject" label={say('Par ko', 'Subject')} {...subject}>
            <input
              {...fieldProps('f-subject', subject)}
              class={`govuk-input${failed ? ' govuk-input--error' : ''}`}
              name="subject"
              required
            />
          </Field>
          <Field language={language} id="f-reason" label={say('Pamatojums', 'Reason')} optional {...reason}>
            <CharacterCount language={language} id="f-reason" maxLength={210}>
              <textarea
                {...fieldProps('f-reason', reason, ['f-reason-info'])}
                class="govuk-textarea govuk-js-character-count"
                name="reason"
                rows={4}
              />
            </CharacterCount>
          </Field>
          <Field language={language} id="f-service" label={say('Pakalpojums', 'Service')}>
            <select {...fieldProps('f-service', {})} class="govuk-select" name="service">
              <option>{say('Telpu izmantošana', 'Use of rooms')}</option>
            </select>
          </Field>
          <Field
            language={language}
            id="f-urgent"
            label={say('Vai tas ir steidzami?', 'Is it urgent?')}
            group
            {...urgent}
          >
            <div class="govuk-radios">
              {[say('Jā', 'Yes'), say('Nē', 'No')].map((text, index) => (
                <div class="govuk-radios__item" key={text}>
                  <input
                    class="govuk-radios__input"
                    type="radio"
                    name="urgent"
                    value={String(index)}
                    id={index === 0 ? 'f-urgent' : 'f-urgent-1'}
                  />
                  <label class="govuk-label govuk-radios__label" for={index === 0 ? 'f-urgent' : 'f-urgent-1'}>
                    {text}
                  </label>
                </div>
              ))}
            </div>
          </Field>
          <Field language={language} id="f-ways" label={say('Kā sazināties', 'How to reach you')} group>
            <div class="govuk-checkboxes">
              {[say('E-pasts', 'E-mail'), say('Tālrunis', 'Telephone')].map((text, index) => (
                <div class="govuk-checkboxes__item" key={text}>
                  <input
                    class="govuk-checkboxes__input"
                    type="checkbox"
                    name="ways"
                    value={String(index)}
                    id={index === 0 ? 'f-ways' : 'f-ways-1'}
                    checked={index === 0}
                  />
                  <label class="govuk-label govuk-checkboxes__label" for={index === 0 ? 'f-ways' : 'f-ways-1'}>
                    {text}
                  </label>
                </div>
              ))}
            </div>
          </Field>
          <Field language={language} id="f-paper" label={say('Pielikums', 'Attachment')} hint="PDF, PNG; 10 MB">
            <input {...fieldProps('f-paper', { hint: '' })} class="govuk-file-upload" type="file" name="paper" />
          </Field>
          <Field language={language} id="f-number" label={say('Numurs (piešķirts)', 'Number (given)')}>
            <input {...fieldProps('f-number', {})} class="govuk-input" name="number" value="PT-2026-00417" disabled />
          </Field>
          <div class="govuk-button-group">
            <Button>{say('Iesniegt', 'Submit')}</Button>
            <Button kind="secondary" name="_do" value="draft" formNoValidate>
              {say('Saglabāt melnrakstu', 'Save as a draft')}
            </Button>
            <Button kind="warning">{say('Noraidīt', 'Refuse')}</Button>
            <ButtonLink kind="secondary" href="/tasks">
              {say('Atcelt', 'Cancel')}
            </ButtonLink>
          </div>
        </form>
        <div>
          <section class="ritums-card" aria-labelledby="facts">
            <h2 class="govuk-heading-s" id="facts">
              {say('Lieta', 'The case')}
            </h2>
            <SummaryList
              rows={[
                { key: say('Iesniedzējs', 'Applicant'), value: 'Ģirts Šķēle' },
                {
                  key: say('E-pasts', 'E-mail'),
                  value: 'girts.skele@saulkrastu-novada-pasvaldiba.example',
                  action: { href: '/change', text: say('Mainīt', 'Change'), about: say('e-pastu', 'the e-mail') },
                },
              ]}
            />
          </section>
          <Details summary={say('Kā aprēķina termiņu', 'How the due date is computed')}>
            {say('Skaita tikai darba dienas.', 'Only working days count.')}
          </Details>
          <Notice language={language} kind="info" text={say('Atbildi gaida iesniedzējs.', 'The applicant waits.')} />
          <Notice language={language} kind="warning" text={say('Termiņš beidzas šodien.', 'It is due today.')} />
          <EmptyState
            title={say('Pielikumu nav', 'No attachments')}
            text={say('Tos var pievienot iesniedzējs.', 'The applicant can add some.')}
          >
            <ButtonLink kind="secondary" href="/ask">
              {say('Palūgt', 'Ask for them')}
            </ButtonLink>
          </EmptyState>
          <p class="govuk-body">
            {(['teal', 'grey', 'green', 'yellow', 'orange', 'red', 'purple'] as const).map((colour) => (
              <>
                <Tag key={colour} colour={colour}>
                  {colour}
                </Tag>{' '}
              </>
            ))}
          </p>
        </div>
      </div>
    </Shell>
  )
}
