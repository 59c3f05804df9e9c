/** How much of a `.bpmn` file is read at all; files come from outside, so each cost is bounded before it is paid. */
export interface BpmnLimits {
  /** Bytes of UTF-8. Default 1,048,576. */
  readonly maxBytes: number
  /** Elements inside elements. Default 50. */
  readonly maxDepth: number
  /** XML elements of the whole file, with those of the drawing: some ten for each drawn element. Default 20,000. */
  readonly maxElements: number
  /** `xmlns` attributes of the whole file: the parser copies the list of names for each. Default 200. */
  readonly maxNamespaceDeclarations: number
  /** Problems listed before the rest is only counted. Default 200. */
  readonly maxProblems: number
  /** Milliseconds that reading one file may take before its thread is stopped: by the clock, so a busy machine needs room. Default 10,000. */
  readonly readTimeoutMs: number
  /** Milliseconds that a new thread may take until it can read. Default 30,000. */
  readonly startTimeoutMs: number
  /** Mebibytes of old-generation heap of the reading thread. Default 128. */
  readonly maxHeapMb: number
}

export const DEFAULT_BPMN_LIMITS: BpmnLimits = {
  maxBytes: 1_048_576,
  maxDepth: 50,
  maxElements: 20_000,
  maxNamespaceDeclarations: 200,
  maxProblems: 200,
  readTimeoutMs: 10_000,
  startTimeoutMs: 30_000,
  maxHeapMb: 128,
}
