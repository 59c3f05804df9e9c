/** `report.render` and `report.publish`: management information as a record, first a draft, then for those who need it. */
import { NotFound } from '../../engine/model/errors.ts'
import { isObject } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import { object, present, requiredText, text, texts } from './input.ts'

/** {kind, title, data?, period?} → {report: {id, number, status, version}}. The title is a text or {lv, en}. */
export const renderReport: Handler = async ({ input, records, facts }) => {
  const title = isObject(input['title']) ? input['title'] : { lv: requiredText(input, 'title') }
  const { id, number, status, version } = await records.create(
    'report',
    {
      title: present(title),
      kind: requiredText(input, 'kind'),
      period: text(input, 'period'),
      content: object(input, 'data'),
      processKey: facts.processKey,
    },
    { status: 'draft' },
  )
  return { variables: { report: { id, number, status, version } } }
}

/** {reportId, recipients, patch?} → {report}: from now on it is published, with what `patch` adds to it. */
export const publishReport: Handler = async ({ input, records, now }) => {
  const reportId = requiredText(input, 'reportId')
  if (!(await records.get('report', reportId))) throw new NotFound('report record', reportId)
  const patch = { ...object(input, 'patch'), recipients: texts(input['recipients']), publishedAt: now }
  const { id, number, status, version } = await records.update('report', reportId, patch, { status: 'published' })
  return { variables: { report: { id, number, status, version } } }
}
