/** Pages of what is measured. */
import { mayLookForMeasures, mayRecountMeasures, mayReviewSomeMeasures } from '../../../api/policies/measuring.ts'
import type { Policy } from '../../../api/endpoint.ts'
import type { PageRoute } from '../shared/page.ts'
import { showIndicator } from './indicator-page.tsx'
import { postRecount, showOverview } from './overview-page.tsx'
import { postRecordValues, postReview, showProcessMeasures } from './process-page.tsx'
import { showReport } from './report-page.tsx'
import { showServiceMeasures } from './service-page.tsx'

const page = (method: 'GET' | 'POST', path: string, may: Policy, handle: PageRoute['handle']): PageRoute => ({
  method,
  path,
  may,
  handle,
})

export const measuringPages: readonly PageRoute[] = [
  page('GET', '/measures', mayLookForMeasures, showOverview),
  page('POST', '/measures/recount', mayRecountMeasures, postRecount),
  page('GET', '/measures/processes/:key', mayLookForMeasures, showProcessMeasures),
  page('POST', '/measures/processes/:key/record', mayReviewSomeMeasures, postRecordValues),
  page('POST', '/measures/processes/:key/review', mayReviewSomeMeasures, postReview),
  page('GET', '/measures/services/:id', mayLookForMeasures, showServiceMeasures),
  page('GET', '/measures/indicators/:key', mayLookForMeasures, showIndicator),
  page('GET', '/measures/reports/:key', mayLookForMeasures, showReport),
]
