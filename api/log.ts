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

/** @param level `auto` is `warn` in the demonstration and `info` in production */
export function createLog({ logLevel, mode }: Pick<Config, 'logLevel' | 'mode'>): Log {
  const level = logLevel !== 'auto' ? logLevel : mode === 'demo' ? 'warn' : 'info'
  const paths = SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`])
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[left out]' } },
    pino.destination({ dest: 2, sync: true }),
  )
}
