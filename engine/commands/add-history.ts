import type { HistoryNote } from '../model/effect.ts'
import type { Json } from '../model/json.ts'
import { applyEffects } from './apply-effects.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/** Adds one line to an instance's history; nothing else about it changes. */
export async function addHistory(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  type: HistoryNote['type'],
  elementId: string | null,
  data: { readonly [key: string]: Json } = {},
): Promise<OpenInstance> {
  return applyEffects(unit, parts, instance, instance.state, [{ kind: 'history', type, elementId, data }])
}
