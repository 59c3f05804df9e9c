/** The room of registers: lists, records, their relations, and writing them. */
import { mayLookForRecords } from '../../../api/policies/records.ts'
import type { PageRoute } from '../shared/page.ts'
import { showRegisters } from './all-registers-page.tsx'
import { showHistory } from './history-page.tsx'
import { showList } from './list-page.tsx'
import { lookUp } from './lookup.ts'
import { showRecord } from './record-page.tsx'
import { showImpact } from './impact-page.tsx'
import { showRelations } from './relations-page.tsx'
import { showReferring } from './referring-page.tsx'
import { postImport, showImport } from './import-page.tsx'
import { postEdit, postNew, showEdit, showNew } from './write-pages.ts'

const may = mayLookForRecords

export const registerPages: readonly PageRoute[] = [
  { method: 'GET', path: '/lookup/:register', may, handle: lookUp },
  { method: 'GET', path: '/registers', may, handle: showRegisters },
  { method: 'GET', path: '/registers/:register', may, handle: showList },
  // Before those of records: no record is called so, because ids of records are made by us or begin otherwise.
  { method: 'GET', path: '/registers/:register/new', may, handle: showNew },
  { method: 'POST', path: '/registers/:register/new', may, handle: postNew },
  { method: 'GET', path: '/registers/:register/import', may, handle: showImport },
  { method: 'POST', path: '/registers/:register/import', may, handle: postImport },
  { method: 'GET', path: '/registers/:register/:recordId', may, handle: showRecord },
  { method: 'GET', path: '/registers/:register/:recordId/edit', may, handle: showEdit },
  { method: 'POST', path: '/registers/:register/:recordId/edit', may, handle: postEdit },
  { method: 'GET', path: '/registers/:register/:recordId/history', may, handle: showHistory },
  { method: 'GET', path: '/registers/:register/:recordId/relations', may, handle: showRelations },
  { method: 'GET', path: '/registers/:register/:recordId/impact', may, handle: showImpact },
  { method: 'GET', path: '/registers/:register/:recordId/used', may, handle: showReferring },
]
