import { boundFeel } from './bound-feel.ts'
import { parseFeel } from './feel-tree.ts'

/**
 * Names that a FEEL expression reads as variables, in order of appearance; a name in a filter (`items[price > 5]`) is
 * among them, as it may be either. Empty when the text is no FEEL.
 */
export function readsVariables(feel: string): readonly string[] {
  const parsed = parseFeel(feel)
  return 'problem' in parsed ? [] : boundFeel(parsed.tree, feel).variables
}
