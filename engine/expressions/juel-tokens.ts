/** One word of the expression language inside `${…}`. */
export interface JuelToken {
  readonly kind: 'number' | 'string' | 'name' | 'symbol' | 'end'
  /** Content of a string without its quotes, otherwise as written; a word operator as its symbol, e.g. `&&` for `and`. */
  readonly text: string
  /** Offset in the whole attribute. */
  readonly at: number
}

/** What is wrong with a `${…}`; its message is the sentence that a process owner reads. */
export class JuelProblem extends Error {}

const WORDS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  and: '&&',
  or: '||',
  not: '!',
  div: '/',
  mod: '%',
}

const SYMBOLS = [
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '->',
  '<',
  '>',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
  '?',
  ':',
  '=',
  ';',
  '{',
]

const SPACE = /[ \t\r\n]*/y
const NUMBER = /\d{1,17}(?:\.\d{1,17})?(?:[eE][+-]?\d{1,2})?/y
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy

/**
 * Splits one expression into words, up to the brace that closes it.
 *
 * @param from offset behind the opening `${`
 * @returns the tokens, the last of kind `end` standing at the closing brace
 * @throws JuelProblem when a character fits nowhere or the brace never closes
 */
export function tokenizeJuel(text: string, from: number): readonly JuelToken[] {
  const tokens: JuelToken[] = []
  let at = from
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }

  for (;;) {
    at += match(SPACE)?.length ?? 0
    if (at >= text.length)
      throw new JuelProblem(`Expected a closing brace in "${text}", but the text ends. Write "\${…}".`)
    if (text[at] === '}') {
      tokens.push({ kind: 'end', text: '}', at })
      return tokens
    }
    const token = readToken(text, at, match)
    tokens.push(token.token)
    at += token.length
  }
}

function readToken(
  text: string,
  at: number,
  match: (pattern: RegExp) => string | null,
): { token: JuelToken; length: number } {
  const number = match(NUMBER)
  if (number !== null) return { token: { kind: 'number', text: number, at }, length: number.length }

  const string = match(STRING)
  if (string !== null) {
    const content = string.slice(1, -1).replace(/\\(.)/gs, '$1')
    return { token: { kind: 'string', text: content, at }, length: string.length }
  }

  const name = match(NAME)
  if (name !== null) {
    const operator = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined
    return {
      token: operator ? { kind: 'symbol', text: operator, at } : { kind: 'name', text: name, at },
      length: name.length,
    }
  }

  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at))
  if (symbol !== undefined) return { token: { kind: 'symbol', text: symbol, at }, length: symbol.length }

  throw new JuelProblem(
    `Expected an expression in "${text}", but found "${text[at]}" at character ${at + 1}. ${FEEL_HINT}`,
  )
}

/** How to go on when `${…}` cannot say it. */
export const FEEL_HINT = 'Write it in FEEL, beginning with "=", e.g. "=amount > 100 and kind = \\"a\\"".'.replaceAll(
  '\\',
  '',
)
