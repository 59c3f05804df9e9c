/** @returns a value of a compiled diagram as its author wrote it; null for nothing */
export function showValue(value: unknown): string | null {
  const text = textOf(value)
  return text === '' ? null : text
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ')
  // An expression, or an attribute that is a literal or an expression.
  if ('source' in value && 'feel' in value) return String(value.source)
  if ('expression' in value && Object.keys(value).length === 1) return textOf(value.expression)
  if ('literal' in value && Object.keys(value).length === 1)
    return typeof value.literal === 'object' ? JSON.stringify(value.literal) : textOf(value.literal)
  return Object.entries(value)
    .map(([key, inner]) => [key, textOf(inner)] as const)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key}: ${text}`)
    .join('; ')
}
