/** All stories, in the order of the page. */
import type { Story } from './story.ts'
import { boundaryEvents } from './stories/boundary-events.ts'
import { data } from './stories/data.ts'
import { drawn } from './stories/drawn.ts'
import { endEvents } from './stories/end-events.ts'
import { calls } from './stories/calls.ts'
import { collaborations } from './stories/collaboration.ts'
import { compensation } from './stories/compensation.ts'
import { complexGateways, eventBasedGateways } from './stories/event-based-and-complex-gateways.ts'
import { eventSubProcesses } from './stories/event-sub-processes.ts'
import { eventsAtLarge } from './stories/events-at-large.ts'
import { flowsAndGateways } from './stories/flows-and-gateways.ts'
import { inclusiveGateways } from './stories/inclusive-gateways.ts'
import { intermediateEvents } from './stories/intermediate-events.ts'
import { people } from './stories/people.ts'
import { repeatingActivities } from './stories/repeating.ts'
import { startEvents } from './stories/start-events.ts'
import { subProcesses } from './stories/sub-processes.ts'
import { tasks } from './stories/tasks.ts'

export const STORIES: readonly Story[] = [
  ...startEvents,
  ...eventSubProcesses,
  ...intermediateEvents,
  ...boundaryEvents,
  ...endEvents,
  ...eventsAtLarge,
  ...flowsAndGateways,
  ...inclusiveGateways,
  ...eventBasedGateways,
  ...complexGateways,
  ...tasks,
  ...calls,
  ...subProcesses,
  ...repeatingActivities,
  ...compensation,
  ...data,
  ...collaborations,
  ...people,
  ...drawn,
]
