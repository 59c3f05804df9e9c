/** What the operator should know of the Node.js that the server runs on. */

/** First release of each supported line without the known hole in its Brotli decoder (CVE-2026-111497). */
const PATCHED: Readonly<Record<number, readonly [number, number]>> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] }

/** A sentence for the log and the API, and for people in their language. */
export interface Note {
  readonly lv: string
  readonly en: string
}

/** @param version as in `process.versions.node` @returns one sentence per thing to see to */
export function nodeNotes(version: string): readonly Note[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const line = PATCHED[major]
  if (!line) {
    return major > 26
      ? []
      : [
          {
            lv: `Node.js ${version} drošības labojumus vairs nesaņem. Ražošanas vidē izmantojiet uzturētu versiju, piemēram, 24.22.1 vai jaunāku.`,
            en: `Node.js ${version} gets no security fixes any more. For production use a supported line, e.g. 24.22.1 or later.`,
          },
        ]
  }
  const [leastMinor, leastPatch] = line
  if (minor > leastMinor || (minor === leastMinor && patch >= leastPatch)) return []
  const least = `${major}.${leastMinor}.${leastPatch}`
  return [
    {
      lv: `Node.js ${version} ir zināmas drošības nepilnības. Atjauniniet to uz ${least} vai jaunāku versiju.`,
      en: `Node.js ${version} has known security holes. Update to ${least} or later.`,
    },
  ]
}
