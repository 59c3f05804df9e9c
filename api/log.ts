/** The log: JSON lines on standard error, so that what is printed for a person stays readable on standard output. */
import { pino } from 'pino'
import type { Log } from '../engine/ports.ts'
import type { Config } from './config.ts'

/** Members that never reach the log, wherever they come from. */
const SECRET_MEMBERS = [
  'password',
  'newPassword',
  'token',
  'apiKey',
  'secret',
  'cookie',
  'authorization',
  'variables',
  'data',
  'payload',
]

export function createLog(level: Config['logLevel']): Log {
  const paths = SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`])
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[left out]' } },
    pino.destination({ dest: 2, sync: true }),
  )
}
