/** Faults about what reaches the disk. Only a power cut shows the first two: the operating system outlives a killed process. */
import { rmSync } from 'node:fs'
import type { Fault } from './fault.ts'

const synchronous = (mode: 'NORMAL' | 'OFF'): Fault => ({
  name: `synchronous=${mode}`,
  scenario: 'power',
  foundBy: ['lost', 'damaged'],
  afterOpening: (manager) => manager.query(`PRAGMA synchronous = ${mode}`),
})

/** SQLite's compromise: consistent after a power cut, but the last commits may be gone. */
export const synchronousNormal = synchronous('NORMAL')
/** SQLite leaves everything to the operating system. */
export const synchronousOff = synchronous('OFF')

/** The write-ahead log is thrown away at the start, as by a restore that copies the database file alone. */
export const logThrownAway: Fault = {
  name: 'the write-ahead log thrown away at the start',
  scenario: 'kill',
  foundBy: ['lost', 'damaged'],
  beforeOpening: (path) => rmSync(`${path}-wal`, { force: true }),
}
