/** What the address of the page of scales asks for, and what it may ask for. */
import { maySeeScale } from '../../../api/policies/scale.ts'
import type { AskedScale } from '../../../api/present/scale.ts'
import { type Member, readScale, type Scale, scalesOf, scaleText } from '../../../processes/scale/members.ts'
import { isPeriod, periodAfter, periodOf } from '../../../processes/measuring/periods.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageCall } from '../shared/page.ts'
import type { Option } from '../shared/parts/select.tsx'
import { SCALE_TEXTS } from './scale-texts.ts'

const LONGEST = 250

/** Those that the reader leads, the widest first. */
export function scalesLed({ caller }: PageCall, members: readonly Member[]): readonly Scale[] {
  return scalesOf(members).filter((scale) => maySeeScale(caller, scale))
}

/** @returns null where the reader leads nothing. @throws NotFound for a scale that is not theirs, or is none */
export function askedScale(call: PageCall, scales: readonly Scale[]): AskedScale | null {
  const { query, ports } = call
  const [widest] = scales
  const text = query.get('scale') ?? ''
  const named = text === '' ? widest : readScale(text)
  if (text !== '' && !scales.some((one) => scaleText(one) === text)) throw new NotFound('scale', text.slice(0, LONGEST))
  if (!named) return null
  const service = (query.get('service') ?? '').slice(0, LONGEST)
  return {
    scale: named,
    name: scaleText(named),
    period: askedPeriod(query, ports.measuring.today()),
    service: service === '' ? null : service,
  }
}

/** The period of the address, else the last month that is over. */
export function askedPeriod(query: URLSearchParams, today: string): string {
  const asked = query.get('period') ?? ''
  return isPeriod(asked) ? asked : periodAfter(periodOf('monthly', today), -1)
}

export function scaleOptions({ language }: PageCall, scales: readonly Scale[], members: readonly Member[]): Option[] {
  return scales.map((scale) => ({ value: scaleText(scale), text: scaleName(scale, members, language) }))
}

export function scaleName(scale: Scale, members: readonly Member[], language: 'lv' | 'en'): string {
  const texts = SCALE_TEXTS[language]
  if (scale.kind === 'state') return texts.state
  return texts[scale.kind](members.find(({ id }) => id === scale.id)?.name[language] ?? scale.id)
}
