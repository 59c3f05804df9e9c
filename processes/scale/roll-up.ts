/**
 * From what institutions handed in to the figures of their scale. Sums are added up and the indicator's own formula is applied
 * to them, so a share of many is never a mean of shares. Who has told nothing is counted as that, and not as nothing.
 */
import type { SumView } from '../../engine/index.ts'
import { type Computed, compute, type NoValue } from '../measuring/compute.ts'
import { figureKeys } from '../measuring/figures-of.ts'
import type { Indicator } from '../measuring/indicator.ts'
import type { Member } from './members.ts'
import {
  type Breakdown,
  inThousandths,
  type ScaleFigure,
  type ScaleMaturity,
  type ScaleService,
  type ScaleSpread,
  type ScaleTable,
  THOUSANDTHS,
} from './report.ts'

/** What an institution has handed in for the period. */
export interface ToldReport {
  readonly recordId: string
  readonly madeAt: string
  readonly maturity: ScaleMaturity | null
  readonly services: readonly ScaleService[]
  readonly figures: readonly ScaleFigure[]
  readonly spreads: readonly ScaleSpread[]
}

/** Why an institution has no figure: it told none, has no such service, or is not told apart by service. */
export type NotTold = 'not-told' | 'no-service' | 'not-by-service'

export interface Cell {
  readonly value: number | null
  readonly reason: NoValue | NotTold | null
  readonly n: number
}

type KnownIndicator = Pick<Indicator, 'key' | 'formula' | 'unit'>

export interface RolledIndicator<Known extends KnownIndicator> {
  readonly indicator: Known
  /** In the order of the members. */
  readonly cells: readonly Cell[]
  readonly total: Cell
  /** How many of them have told it. */
  readonly told: number
  /** Of all that told it, by kind; without a service alone. */
  readonly kinds: readonly (Computed & { readonly kind: string })[]
}

/** A service of the scale's basket. */
export interface BasketService {
  /** Common to all who provide it where it is registered in VIRSIS, else of one institution alone. */
  readonly key: string
  readonly service: ScaleService
  /** Ids of the institutions that provide it. */
  readonly providers: readonly string[]
  /** By indicator that is told apart by service: the sum over them. */
  readonly totals: ReadonlyMap<string, Computed>
}

export interface RolledUp<Known extends KnownIndicator> {
  readonly sections: readonly {
    readonly key: string
    readonly name: ScaleTable['sections'][number]['name']
    readonly indicators: readonly RolledIndicator<Known>[]
  }[]
  readonly basket: readonly BasketService[]
}

/**
 * @param reports by institution
 * @param only key of a service; null for all
 */
export function rollUp<Known extends KnownIndicator>(
  table: ScaleTable,
  indicators: readonly Known[],
  members: readonly Member[],
  reports: ReadonlyMap<string, ToldReport>,
  only: string | null,
): RolledUp<Known> {
  const basket = basketOf(table, indicators, members, reports)
  const figures = new Map([...reports].map(([id, report]) => [id, byIndicator(report.figures)]))
  const sections = table.sections.map(({ key, name, indicators: entries }) => ({
    key,
    name,
    indicators: entries.flatMap(({ key: indicatorKey, by }) => {
      const indicator = indicators.find((one) => one.key === indicatorKey)
      if (!indicator) return []
      const each = members.map(({ id }) =>
        toldBy(indicator, by, id, reports.get(id), figures.get(id)?.get(indicatorKey) ?? [], only),
      )
      return [rolled(indicator, by, each, only)]
    }),
  }))
  return { sections, basket }
}

function rolled<Known extends KnownIndicator>(
  indicator: Known,
  by: readonly Breakdown[],
  each: readonly (Told | NotTold)[],
  only: string | null,
): RolledIndicator<Known> {
  const told = each.flatMap((one) => (typeof one === 'string' ? [] : [one]))
  const kinds = only === null && by.includes('kind') ? told.flatMap(({ kinds: some }) => some) : []
  const [reason] = each
  return {
    indicator,
    cells: each.map((one) => (typeof one === 'string' ? none(one) : computed(indicator, one.sums))),
    total:
      told.length > 0
        ? computed(
            indicator,
            told.flatMap(({ sums }) => sums),
          )
        : none(reason === 'not-by-service' ? reason : 'not-told'),
    told: told.length,
    kinds: [...new Set(kinds.map(({ part }) => part))].toSorted().map((kind) => ({
      kind,
      ...computed(indicator, kinds.filter(({ part }) => part === kind).map(sumOf)),
    })),
  }
}

interface Told {
  readonly sums: readonly SumView[]
  readonly kinds: readonly ScaleFigure[]
}

/** The figures of one institution and indicator, or why there are none. @param own all of this indicator */
function toldBy(
  { key, formula }: KnownIndicator,
  by: readonly Breakdown[],
  institutionId: string,
  report: ToldReport | undefined,
  own: readonly ScaleFigure[],
  only: string | null,
): Told | NotTold {
  if (only !== null && !by.includes('service')) return 'not-by-service'
  if (!report || !own.some((one) => one.by === 'all')) return 'not-told'
  if (formula.measure === 'percentile')
    return { sums: report.spreads.filter(({ indicator }) => indicator === key).map(spreadSum), kinds: [] }
  if (only === null) {
    const kinds = own.filter((one) => one.by === 'kind')
    return { sums: own.filter((one) => one.by === 'all').map(sumOf), kinds }
  }
  const codes = report.services.filter((one) => serviceKey(institutionId, one) === only).map(({ code }) => code)
  if (codes.length === 0) return 'no-service'
  // A report may tell a total without its services.
  const isWhole = own.some((one) => one.by === 'service') || own.every(({ n }) => n === 0)
  if (!isWhole) return 'not-by-service'
  return { sums: own.filter((one) => one.by === 'service' && codes.includes(one.part)).map(sumOf), kinds: [] }
}

const none = (reason: NotTold): Cell => ({ value: null, reason, n: 0 })

/** The indicator's own formula over what is added up. What stands now is not collected, so the moment does not matter. */
function computed(indicator: KnownIndicator, sums: readonly SumView[]): Computed {
  return compute(indicator, sums, new Date(0).toISOString())
}

const NOTHING = { period: '', bucket: 0, parts: [], n: 0, total: 0, per: 0 } as const

function sumOf({ indicator, side, n, total, per }: ScaleFigure): SumView {
  const keys = figureKeys({ key: indicator })
  const figure = side === 'of' ? keys.of : keys.against
  return { ...NOTHING, figure, n, total: inThousandths(total), per: inThousandths(per) }
}

const spreadSum = ({ indicator, minutes, n }: ScaleSpread): SumView => ({
  ...NOTHING,
  figure: figureKeys({ key: indicator }).of,
  bucket: inThousandths(minutes),
  n,
})

/** Services registered in VIRSIS are the same wherever they are provided; a code is an institution's own. */
export const serviceKey = (institutionId: string, { virsisId, code }: ScaleService): string =>
  virsisId === undefined ? `${institutionId}/${code}` : `virsis/${virsisId}`

function basketOf(
  table: ScaleTable,
  indicators: readonly KnownIndicator[],
  members: readonly Member[],
  reports: ReadonlyMap<string, ToldReport>,
): readonly BasketService[] {
  const known = new Map<string, { service: ScaleService; providers: Set<string>; sums: ServiceSums }>()
  for (const { id } of members) {
    const report = reports.get(id)
    if (!report) continue
    const ofCode = new Map<string, ServiceSums>()
    for (const service of report.services) {
      const key = serviceKey(id, service)
      const one = known.get(key) ?? { service, providers: new Set(), sums: { of: new Map(), per: new Map() } }
      one.providers.add(id)
      known.set(key, one)
      ofCode.set(service.code, one.sums)
    }
    for (const figure of report.figures) {
      const sums = figure.by === 'service' ? ofCode.get(figure.part)?.[figure.side] : undefined
      if (!sums) continue
      const sum = sums.get(figure.indicator)
      if (sum) addTo(sum, figure)
      else sums.set(figure.indicator, { ...figure })
    }
  }
  const told = table.sections.flatMap((section) => section.indicators).filter(({ by }) => by.includes('service'))
  return [...known].map(([key, { service, providers, sums }]) => ({
    key,
    service,
    providers: [...providers],
    totals: new Map(
      told.flatMap((entry) => {
        const indicator = indicators.find((one) => one.key === entry.key)
        const own = [sums.of, sums.per].flatMap((side) => side.get(entry.key) ?? [])
        return indicator && own.length > 0 ? [[entry.key, computed(indicator, own.map(sumOf))] as const] : []
      }),
    ),
  }))
}

/** A service's figures by indicator. They are added up in place, because a state has hundreds of thousands of them. */
type ServiceSums = Readonly<Record<ScaleFigure['side'], Map<string, Added>>>
type Added = { -readonly [Field in keyof ScaleFigure]: ScaleFigure[Field] }

/** In thousandths, so that nothing is lost on the way. */
function addTo(sum: Added, { n, total, per }: ScaleFigure): void {
  sum.n += n
  sum.total = (inThousandths(sum.total) + inThousandths(total)) / THOUSANDTHS
  sum.per = (inThousandths(sum.per) + inThousandths(per)) / THOUSANDTHS
}

function byIndicator(figures: readonly ScaleFigure[]): ReadonlyMap<string, readonly ScaleFigure[]> {
  const found = new Map<string, ScaleFigure[]>()
  for (const figure of figures) {
    const known = found.get(figure.indicator)
    if (known) known.push(figure)
    else found.set(figure.indicator, [figure])
  }
  return found
}
