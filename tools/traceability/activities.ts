import { readFileSync } from 'node:fs'

/** A main activity of the method, e.g. `CHG-A5` "decide". */
export interface Activity {
  readonly id: string
  readonly name: { readonly lv: string; readonly en: string }
}

/** Reads `processes/activities.json`. */
export function readActivities(path: string): readonly Activity[] {
  const { activities } = JSON.parse(readFileSync(path, 'utf8')) as { readonly activities: readonly Activity[] }
  return activities
}
