/** Pages of the process owners: what is in force, what waits where, and how it is changed. */
import { mayActivate, mayDeploy, mayReadDefinitions, mayRehearse } from '../../../api/policies/definitions.ts'
import type { Policy } from '../../../api/endpoint.ts'
import type { PageRoute } from '../shared/page.ts'
import { BUNDLE_KINDS } from './bundle-kinds.ts'
import { postActivate, postIntake, postTypical, showActivate, showIntake, showTypical } from './in-force-pages.tsx'
import { showIntegrity } from './integrity-page.tsx'
import { showOverview } from './overview-page.tsx'
import { showProcess } from './process-page.tsx'
import { postRehearsal, showRehearsal } from './rehearsal-page.tsx'
import { postDeploy, showReview, showUploadedDiagram } from './review-page.tsx'
import { postUpload, showUpload } from './upload-page.tsx'

const page = (method: 'GET' | 'POST', path: string, may: Policy, handle: PageRoute['handle']): PageRoute => ({
  method,
  path,
  may,
  handle,
})

/** What has a word of its own stands before the processes' keys. */
export const ownerPages: readonly PageRoute[] = [
  page('GET', '/processes', mayReadDefinitions, showOverview),
  page('GET', '/processes/integrity', mayReadDefinitions, showIntegrity),
  page('GET', '/processes/new', mayDeploy, showUpload),
  { ...page('POST', '/processes/new', mayDeploy, postUpload), fileKinds: BUNDLE_KINDS },
  page('GET', '/processes/new/review', mayDeploy, showReview),
  page('POST', '/processes/new/deploy', mayDeploy, postDeploy),
  page('GET', '/processes/new/diagrams/:fileId', mayDeploy, showUploadedDiagram),
  page('GET', '/processes/:key', mayReadDefinitions, showProcess),
  page('GET', '/processes/:key/typical', mayActivate, showTypical),
  page('POST', '/processes/:key/typical', mayActivate, postTypical),
  page('GET', '/processes/:key/intake', mayActivate, showIntake),
  page('POST', '/processes/:key/intake', mayActivate, postIntake),
  page('GET', '/processes/:key/versions/:definitionId/activate', mayActivate, showActivate),
  page('POST', '/processes/:key/versions/:definitionId/activate', mayActivate, postActivate),
  page('GET', '/processes/:key/versions/:definitionId/rehearsal', mayRehearse, showRehearsal),
  page('POST', '/processes/:key/versions/:definitionId/rehearsal', mayRehearse, postRehearsal),
]
