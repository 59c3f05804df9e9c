/** The token against forged posts of somebody who has no account, beside that of who has one. */
import { forgeryTokenOf, isOurForm } from '../../shared/forgery.ts'
import type { PageCall } from '../../shared/page.ts'

/** Name of the hidden field. */
export const TRACKING_FIELD = '_tracking'

export function TrackingToken({ session }: { readonly session: string | null }) {
  return <input type="hidden" name={TRACKING_FIELD} value={forgeryTokenOf(session)} />
}

/** @returns whether the post came from a form that this look at the application was given */
export function isOfThisLook({ trackingToken, posted }: PageCall): boolean {
  return isOurForm(trackingToken, posted.fields.get(TRACKING_FIELD))
}
