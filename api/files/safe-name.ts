/** Names of files as strangers send them, made harmless: they go into headers, pages and other people's folders. */

const LONGEST = 255
/** Control characters, and those that turn the direction of writing (`gpj.exe` read backwards). */
const HIDDEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu
/** What Windows takes for something else. */
const FORBIDDEN = /[<>:"|?*]/g

/** @returns a name without a path, of at most 255 characters, with its end; `file` where nothing is left */
export function safeName(name: string): string {
  const bare = name.normalize('NFC').replaceAll(HIDDEN, '').split(/[/\\]/).at(-1) ?? ''
  const clean = bare
    .replaceAll(FORBIDDEN, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
  if (clean === '') return 'file'
  const letters = Array.from(clean)
  if (letters.length <= LONGEST) return clean
  const [end = ''] = /\.[^.]{1,10}$/.exec(clean) ?? []
  return letters.slice(0, LONGEST - Array.from(end).length).join('') + end
}
