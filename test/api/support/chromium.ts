/** The Chromium of this machine, for tests in a browser; they are skipped where there is none. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @returns its path: `CHROMIUM_PATH`, or the first on the path; null when there is none. */
export function findChromium(): string | null {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const places = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return places.find((place) => existsSync(place)) ?? null
}
