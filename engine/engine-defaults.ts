/** What an engine works with where its host says nothing. */
import type { Actor } from './engine.ts'
import type { EnvironmentProvider, FormChecker, HandlerRegistry, Limits, Log, Outbox, RecordRules } from './ports.ts'

/** Who uses an embedded engine: one program, one institution, no roles. */
export const EMBEDDED: Actor = { id: 'embedded', institutionId: 'local', groups: [], language: 'en', mayManage: true }

/** The limits of an engine whose host sets none. */
export const DEFAULT_LIMITS: Limits = {
  stepBudget: 10_000,
  multiInstanceLimit: 1_000,
  callDepth: 50,
  maxVariablesBytes: 262_144,
  maxStateBytes: 1_048_576,
  messageTtl: 'P7D',
  jobRetryPausesMs: [10_000, 60_000],
  outboxRetryPausesMs: [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000],
  outboxKeptDays: 0,
  readTracesKeptDays: 0,
}

/** Logs nothing. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }

/** No handler at all: service tasks with one become incidents. */
export const noHandlers: HandlerRegistry = { get: () => undefined, names: () => [] }

/** No functions and no globals beyond the engine's own. */
export const plainEnvironment: EnvironmentProvider = {
  forCase: async () => ({ functions: {}, globals: {} }),
  functionNames: {},
}

/** Nothing goes to other systems: what would is kept. */
export const noOutbox: Outbox = { connectors: {} }

/** Schemas say all there is to say of records, and no case goes by them. */
export const noRecordRules: RecordRules = { check: async () => [], concernsCases: () => false }

/** Takes every form and all data; a form's id is what its file says. */
export const permissiveForms: FormChecker = {
  inspect(_name, content) {
    const refuse = (message: string) => ({ formId: null, problems: [{ code: 'bad-form', message, line: null }] })
    try {
      const file: unknown = JSON.parse(content)
      const named =
        typeof file === 'object' && file !== null && 'id' in file && typeof file.id === 'string' ? file.id : null
      return named === null
        ? refuse('Expected a form with a text "id", but it has none.')
        : { formId: named, problems: [] }
    } catch {
      return refuse('Expected JSON, but the file is none.')
    }
  },
  check: (_content, data) => ({ data, errors: [] }),
  checkSchema: () => [],
  inspectSchema: () => [],
}
