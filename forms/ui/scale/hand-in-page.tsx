/** A lead hands in the file of an institution, or the figures of its own: all of them, or what is wrong by row and field. */
import { mayHandIn } from '../../../api/policies/scale.ts'
import { NotAllowed, NotFound } from '../../../engine/model/errors.ts'
import { type Format, ImportRejected, type ImportReport } from '../../../engine/records/exchange/import-row.ts'
import { ReportNotPossible, type TakenReport } from '../../../processes/scale/desk.ts'
import { type Member, membersIn, scaleText } from '../../../processes/scale/members.ts'
import { reportAsJson } from '../../../processes/scale/report-file.ts'
import { isPeriod } from '../../../processes/measuring/periods.ts'
import { PeriodField } from '../measuring/period-field.tsx'
import { REGISTERS_TEXTS } from '../registers/registers-texts.ts'
import { formatOf, ownFile } from '../shared/own-file.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { askedPeriod, scalesLed } from './asked-scale.ts'
import { SCALE_TEXTS } from './scale-texts.ts'

const FILE_FIELD = 'file'
const PATH = '/scale/report'

export const showHandIn: PageRoute['handle'] = (call) => handInPage(call, {})

export const postHandIn: PageRoute['handle'] = async (call) => {
  const { posted, language } = call
  const texts = SCALE_TEXTS[language]
  const { fileProblems } = REGISTERS_TEXTS[language]
  const sent = posted.files.find(({ field, name, size }) => field === FILE_FIELD && (name !== '' || size > 0))
  if (!sent) return handInPage(call, { fileError: texts.fileMissing })
  if (sent.problem) return handInPage(call, { fileError: fileProblems[sent.problem] })
  const file = await ownFile(call, sent.id)
  const format = file && formatOf(file)
  if (!file || !format) return handInPage(call, { fileError: fileProblems['wrong-kind'] })
  const pieces: Buffer[] = []
  for await (const piece of await call.ports.files.read(file)) pieces.push(piece as Buffer)
  return take(call, format, Buffer.concat(pieces))
}

export const postOwn: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, posted, language } = call
  const period = posted.fields.get('period') ?? ''
  if (!isPeriod(period)) throw new NotFound('period', period.slice(0, 20))
  try {
    const report = await ports.scale.make(institutionId, period)
    return await take(call, 'json', Buffer.from(JSON.stringify(reportAsJson(report))))
  } catch (error) {
    if (!(error instanceof ReportNotPossible)) throw error
    return handInPage(call, { ownError: SCALE_TEXTS[language].ownProblems[error.code] })
  }
}

async function take(call: PageCall, format: Format, bytes: Uint8Array): Promise<PageReply> {
  const { ports, told, caller, language } = call
  const allow = (institution: Member): void => {
    if (!mayHandIn(caller, institution)) throw new NotAllowed('Expected an institution that you lead, but it is none.')
  }
  try {
    return { redirect: await placeOf(call, await ports.scale.take(told, { format, bytes }, allow)) }
  } catch (error) {
    if (error instanceof ImportRejected) return handInPage(call, { report: error.report })
    if (error instanceof NotAllowed) return handInPage(call, { fileError: SCALE_TEXTS[language].notYours })
    throw error
  }
}

/** Where the reader sees what they have brought. */
async function placeOf(call: PageCall, { outcome, institution, period }: TakenReport): Promise<string> {
  const members = await call.ports.scale.members(call.institutionId)
  const scale = scalesLed(call, members).find((one) => membersIn([institution], one).length > 0)
  if (!scale) return `${PATH}?done=${outcome}`
  return `/scale?${new URLSearchParams({ scale: scaleText(scale), period, done: outcome })}`
}

interface HandInState {
  readonly fileError?: string
  readonly ownError?: string
  readonly report?: ImportReport
}

async function handInPage(call: PageCall, { fileError, ownError, report }: HandInState): Promise<PageReply> {
  const { language, ports, caller, institutionId, forgeryToken, query, posted } = call
  const texts = SCALE_TEXTS[language]
  const own = (await ports.scale.members(institutionId)).find(({ id }) => id === institutionId)
  const today = ports.measuring.today()
  const wrong = [
    ...(report ? [{ text: texts.problems(report.problemCount), id: 'problems' }] : []),
    ...(fileError === undefined ? [] : [{ text: fileError, id: FILE_FIELD }]),
    ...(ownError === undefined ? [] : [{ text: ownError, id: 'period' }]),
  ]
  const said = fileError === undefined ? {} : { error: fileError }
  const period = posted.fields.get('period') ?? askedPeriod(query, today)
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: texts.handInTitle,
      room: 'scale',
      wide: true,
      back: { href: '/scale', text: texts.title },
      failed: wrong.length > 0,
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{texts.handInTitle}</h1>
          {report && <Problems call={call} report={report} />}
          <p class="govuk-body">{texts.handInText}</p>
          <form method="post" action={PATH} enctype="multipart/form-data" novalidate>
            <FormToken token={forgeryToken} />
            <Field language={language} id={FILE_FIELD} label={texts.file} {...said}>
              <input
                class="govuk-file-upload"
                type="file"
                name={FILE_FIELD}
                accept=".csv,.json"
                {...fieldProps(FILE_FIELD, said)}
              />
            </Field>
            <Button>{texts.send}</Button>
          </form>
          {own && mayHandIn(caller, own) && (
            <form method="post" action="/scale/own">
              <h2 class="govuk-heading-m">{texts.ownTitle}</h2>
              <p class="govuk-body">{texts.ownText}</p>
              <FormToken token={forgeryToken} />
              <PeriodField
                language={language}
                today={today}
                period={isPeriod(period) ? period : askedPeriod(query, today)}
              />
              <Button kind="secondary">{texts.own}</Button>
            </form>
          )}
        </>
      ),
    },
  }
}

function Problems({ call: { language }, report }: { readonly call: PageCall; readonly report: ImportReport }) {
  const texts = SCALE_TEXTS[language]
  const { problems, problemCount } = report
  return (
    <section aria-labelledby="problems">
      <h2 class="govuk-heading-m" id="problems" tabindex={-1}>
        {texts.problemsTitle}
      </h2>
      {problemCount > problems.length && <p class="govuk-body">{texts.firstProblems(problems.length)}</p>}
      <DataTable
        caption={texts.problemsTitle}
        captionHidden
        rows={problems.map((problem, index) => ({ ...problem, key: String(index) }))}
        keyOf={({ key }) => key}
        columns={[
          { key: 'row', text: texts.row, names: true, cell: ({ row }) => row ?? texts.wholeFile },
          { key: 'field', text: texts.field, cell: ({ field }) => (field === null ? '–' : <code>{field}</code>) },
          { key: 'wrong', text: texts.wrong, cell: ({ message }) => message },
          { key: 'remedy', text: texts.remedy, cell: ({ remedy }) => remedy },
        ]}
      />
    </section>
  )
}
