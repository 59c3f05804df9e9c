/** Where a record is used. */
import type { PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { loadRecord } from './load-record.ts'
import { recordPage, tabAddress } from './record-frame.tsx'
import { referringRecords } from './referring-records.ts'
import { ReferringTable } from './referring-table.tsx'
import { readableRegisters } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

const ON_A_PAGE = 50

export const showReferring: PageRoute['handle'] = async (call) => {
  const { language, query } = call
  const texts = REGISTERS_TEXTS[language]
  const room = await loadRecord(call, 'references')
  const after = query.get('after')?.slice(0, 1000)
  const { rows, next } = await referringRecords(call, room, {
    registers: readableRegisters(call),
    limit: ON_A_PAGE,
    ...(after === undefined ? {} : { after }),
  })
  const address = tabAddress(room.register.register, room.record.id, 'referring')
  return recordPage(call, {
    room,
    tab: 'referring',
    children:
      rows.length === 0 ? (
        <EmptyState title={texts.noReferring} />
      ) : (
        <>
          <p class="govuk-body">{texts.referringText}</p>
          <ReferringTable language={language} title={texts.tabs.referring} rows={rows} />
          <Pagination
            language={language}
            first={after === undefined ? null : address}
            next={next === null ? null : `${address}?${new URLSearchParams({ after: next })}`}
          />
        </>
      ),
  })
}
