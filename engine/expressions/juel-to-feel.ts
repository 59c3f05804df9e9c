/**
 * The simple Camunda form of `${…}` as FEEL: paths, literals, operators and the conditional. It reads data and nothing
 * else; whatever would call into a program (methods, beans, `execution`) is refused with the way to write it in FEEL.
 *
 * Precedence as JUEL has it (Jakarta Expression Language 4.0 §1.14), lowest first:
 * `? :`, `||`, `&&`, `== !=`, `< <= > >=`, `+ -`, `* / %`, `! - empty`, `. []`.
 */
import { FEEL_HINT, JuelProblem, tokenizeJuel, type JuelToken } from './juel-tokens.ts'

const DEEPEST = 50
const LONGEST_EMPTY_OPERAND = 200

/** Binary operators by level, lowest first; `feel` null means that it is written as a function. */
const LEVELS: readonly Readonly<Record<string, string>>[] = [
  { '||': 'or' },
  { '&&': 'and' },
  { '==': '=', '!=': '!=' },
  { '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '%': '%' },
]

/**
 * Translates one expression.
 *
 * @param from offset in `text` behind the opening `${`
 * @returns FEEL, and the offset of the closing brace
 * @throws JuelProblem with the sentence to show
 */
export function juelToFeel(text: string, from: number): { readonly feel: string; readonly end: number } {
  const tokens = tokenizeJuel(text, from)
  if (tokens.length === 1)
    throw new JuelProblem(`Expected an expression between the braces of "${text}", but there is none.`)
  const parser = new JuelParser(text, tokens)
  const feel = parser.conditional()
  parser.expectEnd()
  return { feel, end: tokens.at(-1)?.at ?? text.length }
}

class JuelParser {
  private readonly text: string
  private readonly tokens: readonly JuelToken[]
  private position = 0
  private depth = 0

  constructor(text: string, tokens: readonly JuelToken[]) {
    this.text = text
    this.tokens = tokens
  }

  conditional(): string {
    if (++this.depth > DEEPEST)
      throw new JuelProblem(`Expected at most ${DEEPEST} levels of nesting in an expression, but there are more.`)
    const condition = this.binary(0)
    let feel = condition
    if (this.take('?')) {
      const whenTrue = this.conditional()
      this.expect(':')
      const whenFalse = this.conditional()
      feel = `(if ${condition} then ${whenTrue} else ${whenFalse})`
    }
    this.depth--
    return feel
  }

  expectEnd(): void {
    const token = this.peek()
    if (token.kind !== 'end') throw this.unexpected(token)
  }

  private binary(level: number): string {
    const operators = LEVELS[level]
    if (operators === undefined) return this.unary()
    let left = this.binary(level + 1)
    for (let chained = false; ; chained = true) {
      const token = this.peek()
      const operator =
        token.kind === 'symbol' && Object.hasOwn(operators, token.text) ? operators[token.text] : undefined
      if (operator === undefined) return left
      this.position++
      const right = this.binary(level + 1)
      // FEEL does not chain comparisons: what stands left becomes one value.
      const first = chained && (level === 2 || level === 3) ? `(${left})` : left
      left =
        operator === '%'
          ? `modulo(${first}, ${right})`
          : level === 2 || level === 3
            ? `${wrap(first)} ${operator} ${wrap(right)}`
            : `${first} ${operator} ${right}`
    }
  }

  private unary(): string {
    let prefix = ''
    let suffix = ''
    for (let count = 0; ; count++) {
      if (count > DEEPEST)
        throw new JuelProblem(`Expected at most ${DEEPEST} levels of nesting in an expression, but there are more.`)
      const token = this.peek()
      if (token.kind === 'symbol' && token.text === '!') [prefix, suffix] = [`${prefix}not(`, `)${suffix}`]
      else if (token.kind === 'symbol' && token.text === '-') [prefix, suffix] = [`${prefix}-(`, `)${suffix}`]
      else if (token.kind === 'name' && token.text === 'empty') return this.empty(prefix, suffix)
      else return prefix + this.path() + suffix
      this.position++
    }
  }

  private empty(prefix: string, suffix: string): string {
    this.position++
    const operand = this.path()
    // It is written three times, so a nested one would triple with every level.
    if (operand.length > LONGEST_EMPTY_OPERAND) {
      throw new JuelProblem(
        `Expected a variable after "empty" in "${this.text}", but found a long expression. ${FEEL_HINT}`,
      )
    }
    return `${prefix}(if ${operand} = null then true else if ${operand} instance of string then ${operand} = "" else count(${operand}) = 0)${suffix}`
  }

  private path(): string {
    let feel = this.primary()
    for (;;) {
      if (this.take('.')) {
        const name = this.peek()
        if (name.kind !== 'name') throw this.unexpected(name)
        this.position++
        this.refuseCall(name.text)
        feel = `${feel}.${name.text}`
      } else if (this.take('[')) {
        feel = this.index(feel)
      } else return feel
    }
  }

  private index(target: string): string {
    const token = this.peek()
    this.position++
    const isPosition = token.kind === 'number' && /^\d{1,9}$/.test(token.text)
    if (!isPosition && token.kind !== 'string') {
      throw new JuelProblem(
        `Expected a number or a quoted name between [ ] in "${this.text}", but found "${token.text}". In FEEL the first item is list[1], the last list[-1]. ${FEEL_HINT}`,
      )
    }
    this.expect(']')
    return isPosition ? `${target}[${Number(token.text) + 1}]` : `get value(${target}, ${quoteFeel(token.text)})`
  }

  private primary(): string {
    const token = this.peek()
    this.position++
    if (token.kind === 'number') return plainNumber(token.text)
    if (token.kind === 'string') return quoteFeel(token.text)
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = this.conditional()
      this.expect(')')
      return `(${inner})`
    }
    if (token.kind !== 'name') throw this.unexpected(token)
    if (token.text === 'execution' || token.text === 'instanceof') {
      throw new JuelProblem(
        `Expected process variables in "${this.text}", but "${token.text}" belongs to another engine's program. Name the variable itself, e.g. "=amount > 100".`,
      )
    }
    this.refuseCall(token.text)
    return token.text
  }

  private refuseCall(name: string): void {
    const next = this.peek()
    if (next.kind !== 'symbol' || next.text !== '(') return
    throw new JuelProblem(
      `Expected no call in "${this.text}", but "${name}(…)" calls a method or a bean. FEEL has functions for this, e.g. "=count(items) > 0" or "=contains(name, "x")".`,
    )
  }

  private peek(): JuelToken {
    const token = this.tokens[this.position] ?? this.tokens.at(-1)
    if (token === undefined) throw new JuelProblem(`Expected an expression in "${this.text}", but there is none.`)
    return token
  }

  private take(symbol: string): boolean {
    const token = this.peek()
    if (token.kind !== 'symbol' || token.text !== symbol) return false
    this.position++
    return true
  }

  private expect(symbol: string): void {
    const token = this.peek()
    if (!this.take(symbol)) {
      throw new JuelProblem(
        `Expected "${symbol}" in "${this.text}", but found "${token.text}" at character ${token.at + 1}. ${FEEL_HINT}`,
      )
    }
  }

  private unexpected(token: JuelToken): JuelProblem {
    const why =
      token.text === '=' ? ' To compare, write "==".' : token.text === '->' ? ' Lambdas are not supported.' : ''
    return new JuelProblem(
      `Expected a complete expression in "${this.text}", but found "${token.text}" at character ${token.at + 1}.${why} ${FEEL_HINT}`,
    )
  }
}

/** FEEL text for a string. */
export function quoteFeel(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${escaped}"`
}

/** FEEL has no exponents, so `1e3` is written out. */
function plainNumber(text: string): string {
  if (!/e/i.test(text)) return text
  const plain = String(Number(text))
  if (/e/i.test(plain)) throw new JuelProblem(`Expected a number that can be written out, but found "${text}".`)
  return plain
}

/** Puts a comparison or a logical chain in parentheses where FEEL would read it otherwise. */
function wrap(feel: string): string {
  return /^[\w.]+$|^"[^"]*"$|^\([^()]*\)$/u.test(feel) ? feel : `(${feel})`
}
