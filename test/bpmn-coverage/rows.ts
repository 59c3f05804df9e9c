/**
 * What of BPMN 2.0.2 is to be proven: listed from the standard (chapters 10 and 13, and what executes of 8 and 9), whether
 * or not the engine can do it. Marks come from stories alone.
 */
import { ACTIVITIES } from './rows/activities.ts'
import { DATA_AND_PEOPLE } from './rows/data-and-people.ts'
import { EVENTS } from './rows/events.ts'
import { GATEWAYS } from './rows/gateways.ts'
import type { Theme } from './rows/row.ts'

export const THEMES: readonly Theme[] = [...EVENTS, ...GATEWAYS, ...ACTIVITIES, ...DATA_AND_PEOPLE]
