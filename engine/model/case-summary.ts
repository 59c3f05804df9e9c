/** What a case is about, in the few words by which people find and sort its tasks. */
export interface CaseSummary {
  /** One line. */
  readonly subject: string | null
  /** What people outside know the case by, e.g. `P-2026-000123`. */
  readonly caseNumber: string | null
  /** What kind of work it is, e.g. the id of a service. */
  readonly category: string | null
  readonly clientName: string | null
  /** A code, e.g. `P1`. */
  readonly casePriority: string | null
  /** A code of its main record, e.g. `waiting_client`. */
  readonly caseStatus: string | null
}

/** What the host makes of a case's variables. Absent: nothing is known. */
export interface CaseDescription extends Partial<Omit<CaseSummary, 'caseStatus'>> {
  /** Further texts whose words find the case, e.g. numbers of its records. */
  readonly alsoFoundBy?: readonly string[]
}

/** A case of which nothing is known. */
export const NO_SUMMARY: CaseSummary = {
  subject: null,
  caseNumber: null,
  category: null,
  clientName: null,
  casePriority: null,
  caseStatus: null,
}
