/** Statuses in which nothing more happens to an application. */
export const CLOSED_APPLICATION: ReadonlySet<string> = new Set([
  'closed',
  'rejected',
  'forwarded',
  'no_reply',
  'duplicate',
  'withdrawn',
])
