/** `GET /lookup/:register?q=`: records that words find, for the searchable reference of forms. */
import type { PageRoute } from '../shared/page.ts'
import { recordTitle } from './record-title.ts'
import { namedIn, titlesOf, traceRead } from './record-titles.ts'
import { registerOfPage } from './register-of.ts'

const MOST_FOUND = 20

/** Answers `{choices: [{id, label, note?}]}`; a note tells records of one name apart. */
export const lookUp: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, query } = call
  const register = registerOfPage(call)
  const text = (query.get('q') ?? '').trim().slice(0, 200)
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: register.register,
    limit: MOST_FOUND,
    ...(text === '' ? {} : { text }),
  })
  await traceRead(
    call,
    register.register,
    'list',
    items.map(({ id }) => id),
  )
  const titles = await titlesOf(
    call,
    namedIn(
      register,
      items.map(({ data }) => ({ [register.title]: data[register.title] ?? null })),
    ),
  )
  return {
    json: {
      choices: items.map((record) => {
        const title = recordTitle(call, register, record, titles)
        return {
          id: record.id,
          label: title,
          ...(record.number === null || record.number === title ? {} : { note: record.number }),
        }
      }),
    },
  }
}
