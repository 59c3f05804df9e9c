/** Everybody's absences: who stands in for whom now, and all of them, the last to begin first. */
import { everybody } from '../shared/everybody.ts'
import type { PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Select } from '../shared/parts/select.tsx'
import { PeopleTabs } from '../people/people-tabs.tsx'
import { PEOPLE_TEXTS } from '../people/people-texts.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { absenceRows } from './absence-rows.ts'
import { AbsenceTable } from './absence-table.tsx'
import { ABSENCE_TEXTS } from './absence-texts.ts'
import { NowAway } from './now-away.tsx'
import { endAbsence } from './end-absence.ts'

const ON_A_PAGE = 50
const PATH = '/people/absences'

export const showAbsences: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, language, query } = call
  const texts = ABSENCE_TEXTS[language]
  const after = query.get('after') ?? ''
  const asked = (query.get('who') ?? '').slice(0, 200)
  const [people, running, { items, next }] = await Promise.all([
    everybody(call),
    ports.identity.absences.running(institutionId, ports.clock.now().toISOString()),
    ports.identity.absences.list({
      institutionId,
      limit: ON_A_PAGE,
      ...(asked === '' ? {} : { login: asked }),
      ...(after === '' ? {} : { after }),
    }),
  ])
  const [nowAway, rows] = await Promise.all([absenceRows(call, running), absenceRows(call, items)])
  const kept: Record<string, string> = asked === '' ? {} : { who: asked }
  const first = asked === '' ? PATH : `${PATH}?${new URLSearchParams(kept)}`
  return {
    page: {
      title: texts.title,
      room: 'people',
      wide: true,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <PeopleTabs language={language} current="absences" />
          <NowAway language={language} rows={nowAway} />
          <h2 class="govuk-heading-m">{texts.list}</h2>
          <Filter
            language={language}
            label={PEOPLE_TEXTS[language].filter}
            action={PATH}
            clear={asked === '' ? null : PATH}
          >
            <Select
              {...{ language, id: 'who', label: texts.who, value: asked, none: texts.everybody, options: people }}
            />
          </Filter>
          {asked !== '' && (
            <ButtonLink kind="secondary" href={`/people/${encodeURIComponent(asked)}/absences/new`}>
              {texts.add}
            </ButtonLink>
          )}
          {rows.length === 0 ? (
            <EmptyState title={texts.none} />
          ) : (
            <AbsenceTable call={call} rows={rows} endAt={PATH} withNames />
          )}
          <Pagination
            language={language}
            first={after === '' ? null : first}
            next={next === null ? null : `${PATH}?${new URLSearchParams({ ...kept, after: next })}`}
          />
        </>
      ),
    },
  }
}

export const endOneOfAll: PageRoute['handle'] = async (call) => {
  await endAbsence(call, call.params['absenceId'] ?? '')
  return { redirect: `${PATH}?done=ended` }
}
