/** Who has told something for the period, and how far each has come. */
import type { ScaleView } from '../../../processes/scale/desk.ts'
import { Bar } from '../measuring/charts.tsx'
import { moment, number } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { SCALE_TEXTS } from './scale-texts.ts'

interface TableProps {
  readonly call: PageCall
  readonly view: ScaleView
}

export function InstitutionsTable({ call, view }: TableProps) {
  const { language } = call
  const texts = SCALE_TEXTS[language]
  const { institutions, mode } = view
  return (
    <DataTable
      caption={texts.institutions}
      rows={institutions}
      keyOf={({ member }) => member.id}
      columns={[
        { key: 'name', text: texts.institution, names: true, cell: ({ member }) => member.name[language] },
        {
          key: 'handedIn',
          text: texts.handedIn,
          cell: ({ report }) =>
            report ? (
              <Moment at={report.madeAt}>{moment(report.madeAt, language)}</Moment>
            ) : (
              <Tag colour="orange">{texts.notHandedIn}</Tag>
            ),
        },
        {
          key: 'level',
          text: texts.level(texts.modes[mode]),
          numeric: true,
          cell: ({ report }) => report?.maturity?.[mode] ?? '–',
        },
        { key: 'target', text: texts.target, numeric: true, cell: ({ report }) => report?.maturity?.target ?? '–' },
        {
          key: 'services',
          text: texts.services,
          numeric: true,
          cell: ({ report }) => (report ? number(report.services.length, language) : '–'),
        },
      ]}
    />
  )
}

/** How many have reached which level: levels are counted, there is no mean of them. */
export function LevelsTable({ call, view }: TableProps) {
  const { language } = call
  const texts = SCALE_TEXTS[language]
  const { institutions, mode } = view
  const levels = institutions.flatMap(({ report }) => report?.maturity?.[mode] ?? [])
  if (levels.length === 0) return null
  return (
    <DataTable
      caption={texts.levels}
      rows={[1, 2, 3, 4, 5].map((level) => ({ level, count: levels.filter((one) => one === level).length }))}
      keyOf={({ level }) => String(level)}
      columns={[
        { key: 'level', text: texts.levelName, names: true, cell: ({ level }) => level },
        { key: 'count', text: texts.count, numeric: true, cell: ({ count }) => count },
        { key: 'share', text: texts.share, hidden: true, cell: ({ count }) => <Bar share={count / levels.length} /> },
      ]}
    />
  )
}
