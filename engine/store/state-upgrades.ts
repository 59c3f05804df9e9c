/**
 * Stored states of running cases, raised to the format of today. Each step turns one format into the next; the steps
 * stay for ever, and the tests keep an example of every format.
 */
import type { InstanceState } from '../model/instance-state.ts'

/** The format that the core reads and writes now. */
export const STATE_FORMAT = 2

type OlderState = { readonly format: number }

/** From the format of the key to the next one. */
const steps: Readonly<Record<number, (state: OlderState) => OlderState>> = {
  // Format 2 only adds to what a state may say. A program of format 1 must not read it and forget the rest.
  1: (state) => ({ ...state, format: 2 }),
}

/**
 * Reads a stored state of any format.
 *
 * @throws Error when it is newer than this program, or damaged
 */
export function readState(stored: string, processInstanceId: string): InstanceState {
  let state: unknown = parsed(stored)
  while (isOlder(state)) {
    const step = steps[state.format]
    if (!step)
      throw new Error(
        `Expected a step up from state format ${state.format} of instance "${processInstanceId}", but there is none.`,
      )
    state = step(state)
  }
  if (!isCurrent(state))
    throw new Error(
      `Expected state format ${STATE_FORMAT} of instance "${processInstanceId}", but it is newer or damaged.`,
    )
  return state
}

/** @returns undefined for a text that was cut off or overwritten: damaged, like every other state that is none */
function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch {
    return undefined
  }
}

function hasFormat(state: unknown): state is OlderState {
  return typeof state === 'object' && state !== null && 'format' in state && typeof state.format === 'number'
}

function isOlder(state: unknown): state is OlderState {
  return hasFormat(state) && state.format < STATE_FORMAT
}

function isCurrent(state: unknown): state is InstanceState {
  return (
    hasFormat(state) && state.format === STATE_FORMAT && 'scopes' in state && 'tokens' in state && 'triggers' in state
  )
}
