/** What the schemes of an institution need of one another and do not get. */

/** One thing that does not fit between the schemes in force. */
export interface IntegrityFinding {
  /** `warning`: an interaction is lost; `note`: the institution may want it so. */
  readonly severity: 'warning' | 'note'
  /** Stable, kebab-case, e.g. `message-without-receiver`. */
  readonly code: string
  readonly processKey: string
  /** Null where it concerns the process as a whole. */
  readonly elementId: string | null
  /** What is missing: the name of a message, role, process, activity or end state. */
  readonly subject: string
  /** One sentence: what is wrong and what to do. */
  readonly message: string
}
