import type { Variables } from './json.ts'

/**
 * Refusals: states of affairs that the caller can mend. Each has a stable `code`; the API turns it into
 * problem details (RFC 9457), a page into a sentence with a remedy. Faults (ours to mend) are any other throw.
 */
export abstract class EngineError extends Error {
  /** Stable, kebab-case, e.g. `task-not-open`. */
  abstract readonly code: string
  /** What kind of refusal it is; the API maps it to a status. */
  abstract readonly nature: 'not-found' | 'conflict' | 'invalid' | 'forbidden' | 'busy'
  /** Facts for the caller: ids, problems, who did it. Plain JSON. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(message: string, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
    this.details = details
  }
}

/** The thing asked for is not there, or the caller may not know of it. */
export class NotFound extends EngineError {
  readonly code = 'not-found'
  readonly nature = 'not-found'
  constructor(what: string, id: string) {
    super(`Expected ${what} "${id}", but there is none.`, { what, id })
  }
}

/** The task is closed; details say by whom and when. */
export class TaskNotOpen extends EngineError {
  readonly code = 'task-not-open'
  readonly nature = 'conflict'
  constructor(taskId: string, state: string, by: string | null, at: string | null) {
    super(
      `Expected task "${taskId}" to be open, but it was ${state}${by ? ` by "${by}"` : ''}${at ? ` at ${at}` : ''}.`,
      { taskId, state, by, at },
    )
  }
}

/** Somebody else holds the task. */
export class TaskClaimedByAnother extends EngineError {
  readonly code = 'task-claimed-by-another'
  readonly nature = 'conflict'
  constructor(taskId: string, assignee: string) {
    super(`Expected task "${taskId}" to be free or yours, but "${assignee}" holds it.`, { taskId, assignee })
  }
}

/** The person may see it but not do this, e.g. check their own work (four eyes). */
export class NotAllowed extends EngineError {
  readonly code = 'not-allowed'
  readonly nature = 'forbidden'
}

/** One field, or other value, that was refused. */
export interface FieldError {
  /** JSON pointer into the data, e.g. `/question`. */
  readonly pointer: string
  /** Stable, e.g. `required`, `maxLength`. */
  readonly code: string
  /** One sentence in the caller's language. */
  readonly message: string
}

/** The form refuses the data, field by field. */
export class FormRejected extends EngineError {
  readonly code = 'form-rejected'
  readonly nature = 'invalid'
  readonly errors: readonly FieldError[]
  constructor(formKey: string, errors: readonly FieldError[]) {
    super(`Expected data that form "${formKey}" accepts, but ${errors.length} field(s) are refused.`, {
      formKey,
      errors,
    })
    this.errors = errors
  }
}

/** Payload, start data or variables that their schema or the general limits refuse. */
export class DataRejected extends EngineError {
  readonly code = 'data-rejected'
  readonly nature = 'invalid'
  readonly errors: readonly FieldError[]
  constructor(message: string, errors: readonly FieldError[]) {
    super(message, { errors })
    this.errors = errors
  }
}

/** A refusal of one value. @param pointer JSON pointer to it, e.g. `/workerId` */
export function refusedValue(pointer: string, code: string, message: string): DataRejected {
  return new DataRejected(message, [{ pointer, code, message }])
}

/** One thing wrong with an uploaded file. */
export interface Problem {
  /** A note needs no mending where the institution wants it so. */
  readonly severity: 'error' | 'warning' | 'note'
  /** File of the bundle, e.g. `application.bpmn`. */
  readonly resource: string
  readonly elementId: string | null
  /** 1-based; null where no place is known. */
  readonly line: number | null
  /** Stable, kebab-case, e.g. `unknown-form`. */
  readonly code: string
  /** One sentence: what is wrong and what to do. */
  readonly message: string
}

/** The bundle cannot run; `problems` lists everything wrong with it. */
export class DeploymentRejected extends EngineError {
  readonly code = 'deployment-rejected'
  readonly nature = 'invalid'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.severity === 'error').length
    super(`Expected files that can run, but found ${errors} error(s).`, { problems })
    this.problems = problems
  }
}

/** No definition of the process is in force, nor one by the version or tag asked for. */
export class NoActiveDefinition extends EngineError {
  readonly code = 'no-active-definition'
  readonly nature = 'conflict'
  constructor(processKey: string) {
    super(`Expected an active definition of process "${processKey}", but none is active. Deploy one and activate it.`, {
      processKey,
    })
  }
}

/** The instance is suspended or has ended. */
export class InstanceNotActive extends EngineError {
  readonly code = 'instance-not-active'
  readonly nature = 'conflict'
  constructor(processInstanceId: string, state: string) {
    super(`Expected process instance "${processInstanceId}" to be active, but it is ${state}.`, {
      processInstanceId,
      state,
    })
  }
}

/** No contract in force names the message; details list those that may come from outside. */
export class UnknownMessage extends EngineError {
  readonly code = 'unknown-message'
  readonly nature = 'invalid'
  constructor(messageName: string, known: readonly string[]) {
    super(`Expected a message that a contract names, but "${messageName}" is in none.`, { messageName, known })
  }
}

/** A general refusal of a state transition, e.g. retrying a job that has not failed. */
export class Conflict extends EngineError {
  readonly code: string
  readonly nature = 'conflict'
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, details)
    this.code = code
  }
}

/** The same idempotency key came with another request. */
export class IdempotencyKeyReused extends EngineError {
  readonly code = 'idempotency-key-reused'
  readonly nature = 'invalid'
  constructor(key: string) {
    super(
      `Expected the request that idempotency key "${key}" was first used for, but the body or address differs. Use a new key.`,
      { key },
    )
  }
}

/** The database could not commit (full, locked, failing): nothing was done, try again later. */
export class StoreUnavailable extends EngineError {
  readonly code = 'store-unavailable'
  readonly nature = 'busy'
}

/** As many rehearsals run and wait as may: nothing was done, try again later. */
export class RehearsalBusy extends EngineError {
  readonly code = 'rehearsal-busy'
  readonly nature = 'busy'
  constructor() {
    super('Expected one rehearsal at a time and few that wait, but there are more. Try again in a moment.')
  }
}

/** Thrown by a handler or external worker: takes the error path drawn in the diagram. */
export class BpmnError extends Error {
  readonly errorCode: string
  readonly variables: Variables
  constructor(errorCode: string, message: string, variables: Variables = {}) {
    super(message)
    this.name = 'BpmnError'
    this.errorCode = errorCode
    this.variables = variables
  }
}

/** Thrown by a connector: the other system will not have it, however often it is tried. */
export class DeliveryRefused extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DeliveryRefused'
  }
}
