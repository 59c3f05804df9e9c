import { parseExpression, parseUnaryTests } from 'feelin'

/** One node of parsed FEEL, as the grammar names it; offsets into the text. Comments are left out. */
export interface FeelNode {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly children: readonly FeelNode[]
}

/** Longest expression in characters. */
export const LONGEST_FEEL = 2_000
/** Deepest tree that is walked; every level is a call on the stack, at evaluation several. */
const DEEPEST_TREE = 300

/**
 * Parses FEEL without knowing any variable, so that data can never change what an expression means.
 *
 * @returns the tree, or a sentence that says where the text stops being FEEL
 */
export function parseFeel(
  text: string,
  as: 'expression' | 'unary-tests' = 'expression',
): { readonly tree: FeelNode } | { readonly problem: string } {
  if (text.length > LONGEST_FEEL)
    return { problem: `Expected at most ${LONGEST_FEEL} characters of FEEL, but there are ${text.length}.` }
  if (text.trim() === '') return { problem: 'Expected a FEEL expression, but there is none.' }

  const parsed = as === 'expression' ? parseExpression(text, {}, undefined) : parseUnaryTests(text, {}, undefined)
  const top: Mutable = { name: 'top', from: 0, to: text.length, children: [] }
  const stack = [top]
  let problem: string | null = null
  parsed.iterate({
    enter(node) {
      if (problem !== null) return false
      // Before what is skipped: an error is often both.
      if (node.type.isError) {
        problem = unexpected(text, node.from)
        return false
      }
      if (node.type.isSkipped) return false
      if (stack.length > DEEPEST_TREE) {
        problem = 'Expected a shorter or flatter expression, but this one is nested too deeply.'
        return false
      }
      const child: Mutable = { name: node.name, from: node.from, to: node.to, children: [] }
      stack.at(-1)?.children.push(child)
      stack.push(child)
      return true
    },
    leave(node) {
      if (problem === null && !node.type.isSkipped) stack.pop()
    },
  })
  if (problem !== null) return { problem }
  const tree = top.children[0]
  return tree ? { tree } : { problem: unexpected(text, 0) }
}

interface Mutable {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly children: Mutable[]
}

function unexpected(text: string, at: number): string {
  const rest = text.slice(at).trim()
  if (rest === '') return 'Expected the expression to go on, but it ends.'
  const shown = rest.length > 20 ? `${rest.slice(0, 20)}…` : rest
  return `Expected FEEL, but "${shown}" at character ${at + 1} does not fit.`
}

/** The node's own text. */
export function textOf(node: FeelNode, text: string): string {
  return text.slice(node.from, node.to)
}

/** A name as FEEL compares it: several spaces count as one. */
export function nameOf(node: FeelNode, text: string): string {
  return textOf(node, text).replace(/\s+/g, ' ').trim()
}
