/** The forms of the typical edition, each on a page of its own that posts to itself; for tests in a browser. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { securityHeaders } from '../../../api/middleware/security-headers.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import type { FieldError } from '../../../engine/model/errors.ts'
import type { FormFile, Language } from '../../../forms/check/form-file.ts'
import { isObject } from '../../../engine/model/json.ts'
import type { ReferenceChoices } from '../../../forms/ui/controls/control.ts'
import { documentOf } from '../../../forms/ui/entrance/document.ts'
import { decodeForm, type DecodedForm } from '../../../forms/ui/form/decode-form.ts'
import { DraftStatus } from '../../../forms/ui/form/draft-status.tsx'
import { errorLinks } from '../../../forms/ui/form/error-links.ts'
import { FormFields } from '../../../forms/ui/form/form-fields.tsx'
import { assetUrl, serveAssets } from '../../../forms/ui/shared/assets.ts'
import { ErrorSummary } from '../../../forms/ui/shared/parts/error-summary.tsx'
import { readForms } from '../schemas/read-forms.ts'
import { sampleOf } from './sample-data.ts'

const NOW = '2026-03-12T07:02:00.000Z'
const forms = new Map(readForms().map((form) => [form.file.id, form]))
const checker = createFormChecker()

/** A register with a few records, and one that is searched. */
const SMALL = ['category', 'life-situation', 'institution']
const RECORDS = [
  { id: 'rec-1', label: 'Dzīvesvietas deklarēšana', note: 'PK-001' },
  { id: 'rec-2', label: 'Arhīva izziņa', note: 'PK-002' },
  { id: 'rec-3', label: 'Dzīvojamās telpas īre', note: 'PK-003' },
]

export interface FormsApp {
  readonly url: string
  /** What the last accepted form said. */
  readonly accepted: () => unknown
  /** Drafts that were sent, and how many of the next ones fail. */
  readonly drafts: URLSearchParams[]
  failDrafts: number
  readonly close: () => Promise<void>
}

/** @returns the running app */
export async function openFormsApp(): Promise<FormsApp> {
  let accepted: unknown
  const app = new Koa()
  app.use(securityHeaders(false))
  app.use(serveAssets)
  app.use(async (context) => {
    const language = context.query['lang'] === 'en' ? 'en' : 'lv'
    if (context.path.startsWith('/lookup/')) {
      const words = String(context.query['q']).toLowerCase()
      context.body = { choices: RECORDS.filter(({ label }) => label.toLowerCase().includes(words)) }
      return
    }
    if (context.path === '/draft') {
      const body = await bodyOf(context.req)
      opened.drafts.push(body)
      if (opened.failDrafts > 0) {
        opened.failDrafts -= 1
        context.status = 503
      }
      context.body = { savedAt: NOW }
      return
    }
    const form = forms.get(context.path.slice(1))
    if (form === undefined) return
    context.type = 'text/html'
    if (context.method !== 'POST') {
      context.body = page({
        id: form.file.id,
        language,
        state: String(context.query['state']),
        decoded: null,
        errors: [],
      })
      return
    }
    const decoded = decodeForm(form.file, { fields: await bodyOf(context.req), files: [] }, { language })
    const judged =
      decoded.asked === null && decoded.errors.length === 0
        ? checker.check(form.content, decoded.data, language, { now: NOW })
        : { errors: decoded.errors, data: {} }
    if (decoded.asked === null && judged.errors.length === 0) {
      accepted = judged.data
      context.body = '<!doctype html><html lang="lv"><title>ok</title><h1>Pieņemts</h1>'
      return
    }
    context.status = decoded.asked === null ? 422 : 200
    context.body = page({ id: form.file.id, language, state: 'empty', decoded, errors: judged.errors })
  })
  const handle = app.callback()
  const server: Server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const opened: FormsApp = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => accepted,
    drafts: [],
    failDrafts: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return opened
}

async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<URLSearchParams> {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part)
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'))
}

/** A mistake in each field that asks, and in each column of the first row of a table. */
function everyMistake({ schema, ui }: FormFile): readonly FieldError[] {
  return ui.order
    .filter((name) => !(ui.readOnly ?? []).includes(name))
    .flatMap((name) => {
      const { items } = schema.properties[name] ?? {}
      const columns = isObject(items) && isObject(items.properties) ? Object.keys(items.properties) : []
      return [`/${name}`, ...columns.map((column) => `/${name}/0/${column}`)]
    })
    .map((pointer) => ({ pointer, code: 'other', message: `Pārbaudiet ${pointer}.` }))
}

interface PageFacts {
  readonly id: string
  readonly language: Language
  /** `empty`, or `full`: every field filled in, and with a mistake. */
  readonly state: string
  readonly decoded: DecodedForm | null
  readonly errors: readonly FieldError[]
}

function page({ id, language, state, decoded, errors }: PageFacts): string {
  const form = forms.get(id)
  if (form === undefined) throw new Error(`Expected a form "${id}", but there is none.`)
  const { file } = form
  const shown = state === 'full' ? everyMistake(file) : errors
  const found = decoded?.asked?.kind === 'find' ? decoded.asked : null
  const labels = { [RECORDS[0]?.id ?? '']: RECORDS[0]?.label ?? '' }
  const choices: ReferenceChoices = {
    lists: Object.fromEntries(SMALL.map((register) => [register, RECORDS])),
    labels: new Proxy(
      {},
      { get: () => labels, getOwnPropertyDescriptor: () => ({ value: labels, configurable: true, enumerable: true }) },
    ),
    ...(found
      ? {
          found: {
            [found.field]: RECORDS.filter(({ label }) => label.toLowerCase().includes(found.words.toLowerCase())),
          },
        }
      : {}),
  }
  return documentOf(
    <html lang={language} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{file.i18n[language].title}</title>
        <link rel="stylesheet" href={assetUrl('ritums.css')} />
        <link rel="icon" href="data:," />
        {['page.js', 'form.js', 'reference.js'].map((name) => (
          <script key={name} type="module" src={assetUrl(name)} />
        ))}
      </head>
      <body class="govuk-template__body">
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper">
            <ErrorSummary language={language} errors={errorLinks({ form: file, language }, shown)} />
            <h1 class="govuk-heading-l">{file.i18n[language].title}</h1>
            <form method="post" action={`/${id}?lang=${language}`} novalidate data-draft-address="/draft">
              <FormFields
                form={file}
                language={language}
                values={state === 'full' ? sampleOf(file) : {}}
                entered={decoded?.entered}
                errors={shown}
                asked={decoded?.asked}
                choices={choices}
                action={`/${id}?lang=${language}`}
              />
              <DraftStatus language={language} savedAt={null} />
              <button class="govuk-button" type="submit">
                {language === 'lv' ? 'Pabeigt' : 'Complete'}
              </button>
            </form>
          </main>
        </div>
      </body>
    </html>,
  )
}
