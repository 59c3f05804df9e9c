/** The page that traces every main activity of the method (`processes/activities.json`) to elements of the diagrams. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { type Activity, readActivities } from './activities.ts'
import { readSchemes, type CoveringElement, type TracedScheme } from './schemes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the page lies. */
export const TRACEABILITY_PAGE = join(root, 'docs', 'traceability.md')

/** One main activity with the elements that realise it, in the scheme that it belongs to or in another. */
export interface Trace {
  readonly activity: Activity
  readonly elements: readonly CoveringElement[]
}

/** A scheme of the typical edition with its main activities. */
export interface TracedActivities {
  readonly scheme: TracedScheme
  readonly traces: readonly Trace[]
}

/** Traces the activities of every scheme whose diagram is there. */
export async function traceActivities(): Promise<readonly TracedActivities[]> {
  const schemes = await readSchemes(join(root, 'processes'))
  const activities = readActivities(join(root, 'processes', 'activities.json'))
  return schemes.flatMap((scheme) => {
    const own = activities.filter(({ id }) => id.startsWith(`${scheme.code}-`))
    if (own.length === 0) return []
    const traces = own.map((activity) => ({
      activity,
      elements: schemes.flatMap(({ covering }) => covering.get(activity.id) ?? []),
    }))
    return [{ scheme, traces }]
  })
}

/** The page as it should be now. */
export async function traceabilityPage(): Promise<string> {
  const sections = (await traceActivities()).map(({ scheme, traces }) => section(scheme, traces))
  const page = `# Traceability: main activities and what realises them

Made from \`processes/activities.json\` and the property \`covers\` of the elements in \`processes/*.bpmn\` by
\`npm run traceability\`; a test fails when an activity of a scheme has no element, or when this page is not what the
diagrams say. Schemes whose diagram is not there yet are not listed.

${sections.join('\n')}`
  return format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' })
}

function section({ code, key, name, nameEn }: TracedScheme, traces: readonly Trace[]): string {
  const rows = traces.map(({ activity, elements }) => {
    const realised = elements.map(({ id, name: label, processKey }) => {
      const elsewhere = processKey === key ? '' : ` (${processKey})`
      return `\`${id}\` ${label}${elsewhere}`
    })
    return `| ${activity.id} | ${activity.name.lv}<br>${activity.name.en} | ${realised.join('<br>') || '**none**'} |`
  })
  return `## ${code} — ${name} / ${nameEn}

| Id | Main activity | Elements |
|---|---|---|
${rows.join('\n')}
`
}
