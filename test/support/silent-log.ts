import type { Log } from '../../engine/ports.ts'

/** A log that nobody reads. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }
