/** The room of those without an account: services, applying, reporting, and how far an application is. */
import type { PageRoute } from '../shared/page.ts'
import { postApply, postReport, showApply, showReport } from './apply.tsx'
import { showResults } from './results/results-page.tsx'
import { showService } from './service-page.tsx'
import { showServices } from './services-page.tsx'
import { postAction, showAction } from './track/track-action.tsx'
import { logIn } from './track/track-login.tsx'
import { endTrack, showTrack } from './track/track-page.tsx'

export const applicantPages: readonly PageRoute[] = [
  { method: 'GET', path: '/services', may: 'public', handle: showServices },
  { method: 'GET', path: '/services/:serviceId', may: 'public', handle: showService },
  { method: 'GET', path: '/results', may: 'public', handle: showResults },
  { method: 'GET', path: '/apply/:serviceId', may: 'public', handle: showApply },
  { method: 'POST', path: '/apply/:serviceId', may: 'public', handle: postApply },
  { method: 'GET', path: '/report', may: 'public', handle: showReport },
  { method: 'POST', path: '/report', may: 'public', handle: postReport },
  { method: 'GET', path: '/track', may: 'public', handle: showTrack },
  { method: 'POST', path: '/track', may: 'public', handle: logIn },
  { method: 'POST', path: '/track/end', may: 'public', handle: endTrack },
  { method: 'GET', path: '/track/:action', may: 'public', handle: showAction },
  { method: 'POST', path: '/track/:action', may: 'public', handle: postAction },
]
