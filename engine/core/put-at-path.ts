import { isObject, type Json } from '../model/json.ts'

/** What has a name that means something to JavaScript cannot be kept faithfully. */
const RESERVED = ['__proto__', 'constructor', 'prototype']

/**
 * Puts a value at a path inside another value, which stays as it was. Objects that are missing on the way, or are no
 * objects, are made.
 *
 * @throws RangeError at a reserved name; they are refused when a diagram is deployed
 */
export const putAtPath = (whole: Json, path: readonly string[], value: Json): Json => {
  const reserved = path.find((name) => RESERVED.includes(name))
  if (reserved !== undefined) throw new RangeError(`Expected a name for a value, but "${reserved}" is reserved.`)
  const objects: { readonly [name: string]: Json }[] = []
  let at: Json = whole
  for (const name of path) {
    const object = isObject(at) ? at : {}
    objects.push(object)
    at = Object.hasOwn(object, name) ? (object[name] ?? null) : null
  }
  return path.reduceRight<Json>((inner, name, depth) => ({ ...objects[depth], [name]: inner }), value)
}
