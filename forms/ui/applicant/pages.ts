/** The room of those without an account: services, applying, reporting, and how far an application is. */
import type { PageRoute } from '../shared/page.ts'
import { postApply, postReport, showApply, showReport } from './apply.tsx'
import { showService } from './service-page.tsx'
import { showServices } from './services-page.tsx'

export const applicantPages: readonly PageRoute[] = [
  { method: 'GET', path: '/services', may: 'public', handle: showServices },
  { method: 'GET', path: '/services/:serviceId', may: 'public', handle: showService },
  { method: 'GET', path: '/apply/:serviceId', may: 'public', handle: showApply },
  { method: 'POST', path: '/apply/:serviceId', may: 'public', handle: postApply },
  { method: 'GET', path: '/report', may: 'public', handle: showReport },
  { method: 'POST', path: '/report', may: 'public', handle: postReport },
]
