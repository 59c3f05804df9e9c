/** Registers as files: CSV for spreadsheets, JSON for systems. */
import type { Format } from '../../engine/records/exchange/import-row.ts'
import { filterOf } from '../contract/record-filter.ts'
import { ExportQuery, ImportQuery, ImportReport, RegisterParams } from '../contract/records.ts'
import { endpoint } from '../endpoint.ts'
import { presentAnswer } from '../present/answer.ts'
import { readable, writable } from './register-of.ts'

const MEDIA_TYPES: Readonly<Record<Format, string>> = { csv: 'text/csv', json: 'application/json' }

export const exportRecords = endpoint({
  operationId: 'exportRecords',
  summary: 'Writes the records of a register as a file, oldest first',
  params: RegisterParams,
  query: ExportQuery,
  answers: { 200: 'text/csv, application/json' },
  handle: async (call) => {
    const { register } = readable(call)
    const { format, purpose = null, ...asked } = call.query
    const file = call.engine.exportRecords({ by: call.actor, register, format, purpose, ...filterOf(asked) })
    return {
      pieces: await begun(file),
      headers: {
        'Content-Type': `${MEDIA_TYPES[format]}; charset=utf-8`,
        'Content-Disposition': `attachment; filename="${register}.${format}"`,
      },
    }
  },
})

export const importRecords = endpoint({
  operationId: 'importRecords',
  summary: 'Takes a file of records over, all or none; without `mode=apply` it only tells what is wrong',
  params: RegisterParams,
  query: ImportQuery,
  file: Object.values(MEDIA_TYPES),
  answers: { 200: ImportReport },
  handle: async (call) => {
    const { register } = writable(call)
    const { format, mode = 'check' } = call.query
    return presentAnswer(
      await call.engine.importRecords({ ...call.told, register, format, mode, content: call.request.file }),
    )
  },
})

/** With its first piece made, so that a refusal is still an answer of its own. */
async function begun(pieces: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    for (let piece = first; !piece.done; piece = await iterator.next()) yield piece.value
  })()
}
