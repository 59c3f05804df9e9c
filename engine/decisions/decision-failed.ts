/** A decision that gives no answer: several rules where one may match, or an expression that fails. */
export class DecisionFailed extends Error {
  readonly decisionId: string

  constructor(decisionId: string, reason: string, options?: { cause?: unknown }) {
    super(`Expected decision "${decisionId}" to give a result, but it cannot: ${reason}`, options)
    this.name = 'DecisionFailed'
    this.decisionId = decisionId
  }
}
