/** Records from a file: first checked, with everything wrong by row and column; then taken over, all or none. */
import { ImportRejected, type ImportReport } from '../../../engine/records/exchange/import-row.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { FileView } from '../../../api/files/file-store.ts'
import { formatOf, ownFile } from '../shared/own-file.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { ImportResult } from './import-result.tsx'
import { pluralName } from './record-title.ts'
import { writableRegisterOfPage } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

/** Name of the field with the file, and its id. */
const FILE_FIELD = 'file'
/** Id of a file that was checked a moment ago. */
const STORED_FIELD = '_stored'

interface Checked {
  readonly file: FileView
  readonly report: ImportReport
}

export const showImport: PageRoute['handle'] = async (call) => importPage(call, writableRegisterOfPage(call), {})

export const postImport: PageRoute['handle'] = async (call) => {
  const register = writableRegisterOfPage(call)
  const texts = REGISTERS_TEXTS[call.language]
  const { posted } = call
  const stored = posted.fields.get(STORED_FIELD)
  if (posted.fields.get('_action') === 'apply' && stored !== null) {
    const file = await ownFile(call, stored)
    if (!file) return importPage(call, register, { error: texts.fileGone })
    const report = await bring(call, register, file, 'apply')
    if (report.problemCount > 0) return importPage(call, register, { checked: { file, report } })
    const { created, updated, unchanged } = report
    const counts = { created: String(created), updated: String(updated), unchanged: String(unchanged) }
    return { redirect: `/registers/${register.register}?${new URLSearchParams({ done: 'imported', ...counts })}` }
  }
  const sent = posted.files.find(({ field, name, size }) => field === FILE_FIELD && (name !== '' || size > 0))
  if (!sent) return importPage(call, register, { error: texts.fileMissing })
  if (sent.problem) return importPage(call, register, { error: texts.fileProblems[sent.problem] })
  const file = await ownFile(call, sent.id)
  if (!file || formatOf(file) === null) return importPage(call, register, { error: texts.fileProblems['wrong-kind'] })
  return importPage(call, register, { checked: { file, report: await bring(call, register, file, 'check') } })
}

async function bring(
  { ports, told }: PageCall,
  { register }: Register,
  file: FileView,
  mode: 'check' | 'apply',
): Promise<ImportReport> {
  const pieces: Buffer[] = []
  for await (const piece of await ports.files.read(file)) pieces.push(piece as Buffer)
  const format = formatOf(file) ?? 'csv'
  try {
    return await ports.engine.importRecords({ ...told, register, format, mode, content: Buffer.concat(pieces) })
  } catch (error) {
    if (error instanceof ImportRejected) return error.report
    throw error
  }
}

interface ImportState {
  readonly error?: string
  readonly checked?: Checked
}

function importPage(call: PageCall, register: Register, { error, checked }: ImportState): PageReply {
  const { language, forgeryToken } = call
  const texts = REGISTERS_TEXTS[language]
  const address = `/registers/${register.register}`
  const title = texts.importTitle(pluralName(register, call))
  const isGood = checked !== undefined && checked.report.problemCount === 0
  const isBad = error !== undefined || (checked !== undefined && !isGood)
  const wrong =
    error === undefined
      ? checked && !isGood
        ? [{ text: texts.checkedBad(checked.report.problemCount), id: 'problems' }]
        : []
      : [{ text: error, id: FILE_FIELD }]
  const said = error === undefined ? {} : { error }
  return {
    status: isBad ? 422 : 200,
    page: {
      title,
      room: 'registers',
      wide: true,
      back: { href: address, text: texts.toRegister(pluralName(register, call)) },
      failed: isBad,
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{title}</h1>
          {checked && <ImportResult call={call} register={register} name={checked.file.name} report={checked.report} />}
          {isGood && (
            <form method="post" action={`${address}/import`}>
              <FormToken token={forgeryToken} />
              <input type="hidden" name={STORED_FIELD} value={checked.file.id} />
              <Button name="_action" value="apply">
                {texts.apply}
              </Button>
            </form>
          )}
          {checked ? (
            <h2 class="govuk-heading-m">{texts.checkAgain}</h2>
          ) : (
            <>
              <p class="govuk-body">{texts.importText}</p>
              <p class="govuk-body">{texts.importHow}</p>
            </>
          )}
          <form method="post" action={`${address}/import`} enctype="multipart/form-data" novalidate>
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
            <Button name="_action" value="check" {...(isGood ? { kind: 'secondary' as const } : {})}>
              {texts.check}
            </Button>
          </form>
        </>
      ),
    },
  }
}
