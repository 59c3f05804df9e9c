const NUL = String.fromCharCode(0)
/** With the `u` flag a surrogate matches only when it has no other half. */
const LONE_SURROGATE = /\p{Surrogate}/u

/** Whether every database of ours can store the text: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes(NUL) && !LONE_SURROGATE.test(text)
}
