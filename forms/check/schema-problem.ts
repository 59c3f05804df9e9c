/** One thing wrong with a schema. */
export interface SchemaProblem {
  /** Stable, kebab-case, e.g. `array-unbounded`. */
  readonly code: string
  /** JSON pointer into the schema. */
  readonly pointer: string
  /** One sentence. */
  readonly message: string
}

/** Shorthand for those who look. */
export function schemaProblem(code: string, pointer: string, message: string): SchemaProblem {
  return { code, pointer, message }
}
