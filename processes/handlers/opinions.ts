/**
 * `opinion.summarise` {members, opinions, template, applicationId?, data?} → {opinions, opinionSummary, counts, document:
 * {id, name}}: the minutes of those who were asked. Who gave no opinion is listed as such, which counts as no objection.
 *
 * The texts are templates: the minutes `<template>`, and one line for each opinion, `<template>_<opinion>`
 * (`<template>_missing` without one). Templates may name `member`, `reason`, `conditions` and `comment` in lines, and the
 * counts, `opinionLines` and the diagram's `data` in the minutes.
 */
import { NotFound } from '../../engine/model/errors.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import { renderTemplate, type Language } from '../templates.ts'
import type { Templates } from './informing.ts'
import { object, objects, present, requiredText, text } from './input.ts'
import { settingText } from './registers.ts'

const MISSING = 'missing'
/** What a variable and the record may hold of it. */
const LONGEST_SUMMARY = 8000

/** Writes the minutes as a document. */
export const summariseOpinions =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records, facts } = call
    const template = requiredText(input, 'template')
    const language: Language = settingText(call, 'language') === 'en' ? 'en' : 'lv'
    const render = (name: string, values: Variables) => {
      const found = templates.get(name)
      if (!found) throw new NotFound('template', name)
      return renderTemplate(found, language, values)
    }
    const given = new Map(objects(input, 'opinions').map((opinion) => [requiredText(opinion, 'key'), opinion]))
    const opinions = objects(input, 'members').map((member) =>
      opinionOf(member, given.get(requiredText(member, 'key'))),
    )
    const lines = opinions.map((opinion) => {
      const { subject, body } = render(`${template}_${text(opinion, 'opinion') ?? MISSING}`, opinion)
      return [subject, body].filter((part) => part !== '').join('\n')
    })
    const count = (code: string | null) => opinions.filter((opinion) => text(opinion, 'opinion') === code).length
    const counts = {
      memberCount: opinions.length,
      supportCount: count('support'),
      conditionalCount: count('conditional'),
      objectCount: count('object'),
      missingCount: count(null),
    }
    const opinionLines = lines.join('\n')
    const institution = facts.institutionId === '' ? null : await records.get('institution', facts.institutionId)
    const minutes = render(template, {
      institutionName: institution?.data['name'] ?? null,
      ...present(object(input, 'data')),
      ...counts,
      opinionLines,
    })
    const document = await records.create('document', {
      name: minutes.subject,
      template,
      applicationId: text(input, 'applicationId'),
      language,
      mediaType: 'text/plain',
      content: minutes.body,
    })
    return {
      variables: {
        opinions,
        opinionSummary: opinionLines.slice(0, LONGEST_SUMMARY),
        counts,
        document: { id: document.id, name: minutes.subject },
      },
    }
  }

function opinionOf(member: Variables, given: Variables | undefined): Variables {
  const told: Record<string, Json> = given ? present(given) : { missing: true }
  return { ...told, key: member['key'] ?? null, member: member['name'] ?? null, reason: member['reason'] ?? null }
}
