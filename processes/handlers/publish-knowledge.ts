/** `knowledge.publish`: what was learned becomes a record that others find. */
import { type Json, type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import { object, present, text } from './input.ts'
import { headOf } from './registers.ts'

/**
 * {register?, id?, data, visibility?, status?} → {article: {id, number, status, version}}. The record of that `id` in
 * `register` (default `known-error`) is changed, or made where there is none yet. Texts in two languages may lack either,
 * and those without any are left out. With `visibility` the record also says who may see it, and since when. Where no
 * status is given, a new record has the first of its register.
 */
export const publishKnowledge: Handler = async ({ input, records, now }) => {
  const register = text(input, 'register') ?? 'known-error'
  const id = text(input, 'id')
  const visibility = text(input, 'visibility')
  const status = text(input, 'status')
  const before = id === null ? null : await records.get(register, id)
  const shown: Variables = visibility === null ? {} : { visibility, publishedAt: before?.data['publishedAt'] ?? now }
  const data = { ...bilingual(object(input, 'data')), ...shown }
  const article = before
    ? await records.update(register, before.id, data, status === null ? {} : { status })
    : await records.create(register, present(data), {
        ...(status === null ? {} : { status }),
        ...(id === null ? {} : { id }),
      })
  return { variables: { article: headOf(article) } }
}

function bilingual(data: Variables): Variables {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, inBoth(value)]))
}

/** Registers want the Latvian text; where only the English is there, better that one than none. */
function inBoth(value: Json): Json {
  if (!isObject(value) || !Object.keys(value).every((key) => key === 'lv' || key === 'en')) return value
  const [lv, en] = [text(value, 'lv'), text(value, 'en')]
  const latvian = lv ?? en
  return latvian === null ? null : { lv: latvian, ...(en === null ? {} : { en }) }
}
