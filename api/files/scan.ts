/**
 * The scan for harmful content, by a program of the institution's choice. Exit code 0: clean, 1: infected; anything else,
 * or no answer in time, is no answer, and what could not be looked at is not taken.
 */
import { spawn } from 'node:child_process'
import type { Log } from '../../engine/ports.ts'

export type Finding = 'clean' | 'infected' | 'not-scanned'

export type Scan = (path: string) => Promise<Finding>

/** Programs of this kind take a processor and some hundred MB each. */
const AT_A_TIME = 2

/**
 * @param command program and arguments with spaces between, without a shell; the path of the file is put behind them.
 * Empty: nothing is scanned
 */
export function createScan(command: string, seconds: number, log: Log): Scan {
  const [program, ...args] = command.split(/\s+/).filter((part) => part !== '')
  if (program === undefined) return async () => 'clean'
  const waiting: (() => void)[] = []
  let running = 0
  const enter = async (): Promise<void> => {
    if (running < AT_A_TIME) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  // A place goes straight to who waits for it.
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return async (path) => {
    await enter()
    try {
      return await scanOne(program, [...args, path], seconds, log)
    } finally {
      leave()
    }
  }
}

function scanOne(program: string, args: readonly string[], seconds: number, log: Log): Promise<Finding> {
  return new Promise((resolve) => {
    // Our own environment has passwords in it.
    const env = { PATH: process.env['PATH'], LANG: process.env['LANG'] }
    const child = spawn(program, args, { stdio: 'ignore', env, timeout: seconds * 1000, killSignal: 'SIGKILL' })
    child.once('error', (error) => {
      log.error({ program, error: String(error) }, 'file not scanned')
      resolve('not-scanned')
    })
    child.once('close', (code, signal) => {
      if (code === 0) return resolve('clean')
      if (code === 1) return resolve('infected')
      log.error({ program, code, signal }, 'file not scanned')
      resolve('not-scanned')
    })
  })
}
