/** A decision as the engine runs it: compiled once from a `.dmn` file, plain JSON, immutable. */
import type { Expression } from '../model/process-definition.ts'
import type { Json } from '../model/json.ts'

/** DMN 1.3 §8.2.10. */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'

/** What COLLECT makes of its matches, DMN 1.3 §8.2.10. */
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

/** A decision with its logic: a table, or a single FEEL expression. */
export interface DecisionTable {
  /** What `camunda:decisionRef` names. */
  readonly id: string
  readonly name: string | null
  /** Name under which decisions that require this one see its result. */
  readonly variable: string
  /** Decisions of the same file that are evaluated first, in this order. */
  readonly requires: readonly string[]
  readonly logic: TableLogic | { readonly kind: 'expression'; readonly expression: Expression }
}

/** The logic of a decision table. */
export interface TableLogic {
  readonly kind: 'table'
  readonly hitPolicy: HitPolicy
  /** Only with COLLECT; null gives every match. */
  readonly aggregation: Aggregation | null
  readonly inputs: readonly DecisionInput[]
  readonly outputs: readonly DecisionOutput[]
  readonly rules: readonly DecisionRule[]
}

/** A column that rules test. */
export interface DecisionInput {
  readonly id: string
  readonly label: string | null
  readonly expression: Expression
}

/** A column that rules fill. */
export interface DecisionOutput {
  readonly id: string
  /** Key in the result. */
  readonly name: string
  /** Result where no rule matches; null: none. */
  readonly defaultValue: Expression | null
  /** Allowed values, highest priority first; what PRIORITY and OUTPUT ORDER sort by. */
  readonly values: readonly Json[]
}

/** One row of the table. */
export interface DecisionRule {
  readonly id: string
  /** One per input; null matches anything (`-`). */
  readonly tests: readonly (Expression | null)[]
  /** One per output; null gives null. */
  readonly outputs: readonly (Expression | null)[]
  readonly description: string | null
}
