/**
 * Patterns of schemas run in RE2, in time that grows with the length of the text and no faster: the engine of the
 * language itself takes 11 s for `^(a+)+$` on 29 characters. Look-ahead and back-references do not exist here.
 */
import { RE2JS } from 're2js'

/** What ajv asks of a compiled pattern; `toString` must tell patterns apart, ajv keeps them by it. */
interface LinearPattern {
  test(text: string): boolean
  toString(): string
}

/**
 * @param pattern in RE2 syntax; texts are Unicode, `\p{L}` works
 * @throws when the syntax is unknown to RE2 or repeats something more than 1,000 times
 */
export function compilePattern(pattern: string): LinearPattern {
  const compiled = RE2JS.compile(pattern)
  return { test: (text) => compiled.matcher(text).find(), toString: () => `/${pattern}/` }
}

/** The `code.regExp` option of ajv. `code` is only written into generated source files, which we never make. */
export const linearRegExp = Object.assign((pattern: string) => compilePattern(pattern), { code: 'require("re2js")' })
