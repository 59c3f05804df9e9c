/** Pages of cases: finding them, one of them, and the files of theirs. */
import { mayLookForFiles } from '../../../api/policies/files.ts'
import { mayLookForInstances } from '../../../api/policies/instances.ts'
import type { PageRoute } from '../shared/page.ts'
import { showCase } from './case/case-page.tsx'
import { operatorPages } from './case/operate.tsx'
import { diagramData } from './diagram/diagram-view.tsx'
import { downloadFile } from './download-file.ts'
import { showCases } from './find/cases-page.tsx'

export const casePages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases', may: mayLookForInstances, handle: showCases },
  { method: 'GET', path: '/cases/:processInstanceId', may: mayLookForInstances, handle: showCase },
  { method: 'GET', path: '/cases/:processInstanceId/diagram', may: mayLookForInstances, handle: diagramData },
  ...operatorPages,
  { method: 'GET', path: '/files/:fileId', may: mayLookForFiles, handle: downloadFile },
]
