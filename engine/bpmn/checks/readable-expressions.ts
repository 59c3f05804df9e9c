import { problemAt, shorten, type Check } from './check.ts'

/** Expressions that have no meaning here, e.g. a method call in `${…}`. */
export const checkReadableExpressions: Check = (reading) =>
  reading.unreadable.map(({ elementId, message }) =>
    problemAt(reading, { elementId, code: 'expression-invalid', message: shorten(message, 400) }),
  )
