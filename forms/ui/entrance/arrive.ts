/** The start page of who is logged in: it leads to their work. */
import { FIRST_STEPS } from '../first-steps/first-steps-link.tsx'
import { firstStepsLeft } from '../first-steps/first-steps.ts'
import type { PageRoute } from '../shared/page.ts'
import { roomsOf } from '../shared/rooms.ts'

/** First of all the institution is prepared; a demonstration is. Who may enter no room has their own settings. */
const arrive: PageRoute['handle'] = async (call) => {
  if (!call.loggedIn) return { redirect: '/login' }
  if (!call.ports.demo && (await firstStepsLeft(call)) > 0) return { redirect: FIRST_STEPS }
  const [room] = roomsOf(call, undefined)
  return { redirect: room?.href ?? '/me' }
}

export const arrivalPages: readonly PageRoute[] = [{ method: 'GET', path: '/', may: 'public', handle: arrive }]
