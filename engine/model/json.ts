/** Plain JSON data: what variables, payloads and form data are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Named JSON values, e.g. the variables of a process instance. Always a plain object without `__proto__`. */
export type Variables = { readonly [name: string]: Json }

/** A JSON object, neither a list nor null. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An instant as RFC 3339 text in UTC with milliseconds, e.g. `2026-03-12T07:02:00.000Z`. Sorts as it reads. */
export type Instant = string
