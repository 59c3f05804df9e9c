import type { Figure, Path } from '../../engine/index.ts'
import type { Formula, Indicator, SimpleFormula } from './indicator.ts'

/** Where subjects of service management say which service and group they belong to, the first that says something. */
const SERVICE: readonly Path[] = [
  'data.serviceId',
  'item.serviceId',
  'variables.serviceId',
  'data.serviceIds',
  'variables.serviceIds',
]
const GROUP: readonly Path[] = [
  'data.executorGroupId',
  'data.groupId',
  'variables.executorGroupId',
  'variables.groupId',
]
const VERSION: readonly Path[] = ['case.version']

/** Keys of the figures of an indicator: the first, and the one that it is set against. */
export const figureKeys = ({ key }: Pick<Indicator, 'key'>) => ({ of: key, against: `${key}/2` })

/** The figures that the engine has to keep for an indicator. */
export function figuresOf(indicator: Pick<Indicator, 'key' | 'formula'>): readonly Figure[] {
  const keys = figureKeys(indicator)
  const { formula } = indicator
  switch (formula.measure) {
    case 'quotient':
      return [figureOf(keys.of, formula.of), figureOf(keys.against, formula.per)]
    case 'coverage':
      return [figureOf(keys.of, formula.of), figureOf(keys.against, formula.known)]
    case 'distinct':
      return [figureOf(keys.of, formula.of)]
    case 'past':
    case 'recent': {
      const all = figureOf(keys.against, formula)
      return [{ ...all, key: keys.of, value: { instant: formula.moment }, spread: true }, all]
    }
    default:
      return [figureOf(keys.of, formula)]
  }
}

function figureOf(key: string, formula: SimpleFormula): Figure {
  const { of, when, by, service = SERVICE, group = GROUP } = formula
  const common = { key, of, service, group, version: VERSION, ...(when ? { when } : {}), ...(by ? { by } : {}) }
  if (formula.measure === 'age') return { ...common, value: { instant: formula.since }, spread: true }
  if (formula.measure === 'past' || formula.measure === 'recent') return common
  const dated = formula.at === undefined ? common : { ...common, at: formula.at }
  switch (formula.measure) {
    case 'count':
      return dated
    case 'share':
      return { ...dated, hit: formula.hit }
    case 'percentile':
      return { ...dated, value: formula.value, spread: true }
    case 'ratio':
      return { ...dated, value: formula.value, per: formula.per }
    case 'sum':
    case 'average':
      return { ...dated, value: formula.value }
  }
}

/** The simple formulas that a formula is made of. */
export function simpleOf(formula: Formula): readonly SimpleFormula[] {
  if (formula.measure === 'quotient') return [formula.of, formula.per]
  if (formula.measure === 'distinct') return [formula.of]
  return formula.measure === 'coverage' ? [formula.of, formula.known] : [formula]
}
