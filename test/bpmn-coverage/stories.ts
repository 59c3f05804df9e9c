/** All stories, in the order of the page. */
import type { Story } from './story.ts'
import { boundaryEvents } from './stories/boundary-events.ts'
import { endEvents } from './stories/end-events.ts'
import { eventSubProcesses } from './stories/event-sub-processes.ts'
import { eventsAtLarge } from './stories/events-at-large.ts'
import { intermediateEvents } from './stories/intermediate-events.ts'
import { startEvents } from './stories/start-events.ts'

export const STORIES: readonly Story[] = [
  ...startEvents,
  ...eventSubProcesses,
  ...intermediateEvents,
  ...boundaryEvents,
  ...endEvents,
  ...eventsAtLarge,
]
