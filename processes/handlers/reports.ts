/** `report.render` and `report.publish`: management information as a record, first a draft, then for those who need it. */
import { NotFound } from '../../engine/model/errors.ts'
import { type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import { figureOf } from './figures.ts'
import { notifyRole, type Templates } from './informing.ts'
import { object, objects, present, requiredText, text, texts } from './input.ts'
import { maturityNow, type StandingData } from './maturity-standing.ts'
import { headOf } from './registers.ts'

/**
 * `report.render` {kind, title, figures?, data?, maturity?, period?, id?} → {report: {id, number, status, version}, figures}: a
 * draft whose content is `data` and the `figures` (see `figures.ts`), and where `maturity` is true the level of maturity that the
 * institution has reached, with what is missing for the next (see `maturity-standing.ts`). The title is a text or {lv, en}. Where `id` is that of
 * a draft already, that one is written anew: a report that was sent back is one report still.
 */
export const renderReport =
  (data: StandingData): Handler =>
  async (call) => {
    const { input, records, facts } = call
    const figures: Variables[] = []
    for (const asked of objects(input, 'figures')) figures.push(await figureOf(call, asked))
    const title = isObject(input['title']) ? input['title'] : { lv: requiredText(input, 'title') }
    const id = text(input, 'id')
    const written: Variables = {
      title: present(title),
      kind: requiredText(input, 'kind'),
      period: text(input, 'period'),
      content: {
        ...object(input, 'data'),
        ...(input['maturity'] === true ? { maturity: await maturityNow(call, data) } : {}),
        figures,
      },
      processKey: facts.processKey,
    }
    const draft = id === null ? null : await records.get('report', id)
    const report =
      draft?.status === 'draft'
        ? await records.update('report', draft.id, written)
        : await records.create('report', written, { status: 'draft', ...(id === null ? {} : { id }) })
    return { variables: { report: headOf(report), figures } }
  }

/**
 * `report.publish` {reportId, recipients, patch?, template?} → {report}: from now on it is published, with what `patch`
 * adds to it, and every role of `recipients` is told by the text `template` (default `report_published`).
 */
export const publishReport =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records, now } = call
    const reportId = requiredText(input, 'reportId')
    const recipients = texts(input['recipients'])
    if (!(await records.get('report', reportId))) throw new NotFound('report record', reportId)
    const patch = { ...object(input, 'patch'), recipients, publishedAt: now }
    const report = await records.update('report', reportId, patch, { status: 'published' })

    if (recipients.length === 0) return { variables: { report: headOf(report) } }
    const template = text(input, 'template') ?? 'report_published'
    const data = { reportId, reportNumber: report.number, reportTitle: report.data['title'] ?? null }
    const told = await notifyRole(templates)({
      ...call,
      input: { roles: recipients, template, record: report.number, data },
    })
    return { variables: { report: headOf(report) }, ...(told.history ? { history: told.history } : {}) }
  }
