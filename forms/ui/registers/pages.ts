/** The room of registers: lists, records, their relations, and writing them. */
import { mayLookForRecords } from '../../../api/policies/records.ts'
import type { PageRoute } from '../shared/page.ts'
import { showRegisters } from './all-registers-page.tsx'
import { showHistory } from './history-page.tsx'
import { showList } from './list-page.tsx'
import { lookUp } from './lookup.ts'
import { showRecord } from './record-page.tsx'
import { showReferring } from './referring-page.tsx'

const may = mayLookForRecords

export const registerPages: readonly PageRoute[] = [
  { method: 'GET', path: '/lookup/:register', may, handle: lookUp },
  { method: 'GET', path: '/registers', may, handle: showRegisters },
  { method: 'GET', path: '/registers/:register', may, handle: showList },
  { method: 'GET', path: '/registers/:register/:recordId', may, handle: showRecord },
  { method: 'GET', path: '/registers/:register/:recordId/history', may, handle: showHistory },
  { method: 'GET', path: '/registers/:register/:recordId/used', may, handle: showReferring },
]
