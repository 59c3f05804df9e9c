/** Figures over institutions, for the leads of the state, a sector or a municipality. */
import { mayHandInSome, mayLookForScale } from '../../../api/policies/scale.ts'
import type { PageRoute } from '../shared/page.ts'
import { postHandIn, postOwn, showHandIn } from './hand-in-page.tsx'
import { showScale } from './scale-page.tsx'

export const scalePages: readonly PageRoute[] = [
  { method: 'GET', path: '/scale', may: mayLookForScale, handle: showScale },
  { method: 'GET', path: '/scale/report', may: mayHandInSome, handle: showHandIn },
  { method: 'POST', path: '/scale/report', may: mayHandInSome, handle: postHandIn },
  { method: 'POST', path: '/scale/own', may: mayHandInSome, handle: postOwn },
]
