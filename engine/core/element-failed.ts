/** A technical failure at an element, e.g. no condition holds: the run stops there and an incident is opened. */
export class ElementFailed extends Error {
  constructor(elementId: string, reason: string, options?: { cause?: unknown }) {
    super(`Element "${elementId}": ${reason}`, options)
    this.name = 'ElementFailed'
  }
}

/** A message's correlation key has no value: the element cannot wait for, or send, the message. */
export class MissingKey extends ElementFailed {}
