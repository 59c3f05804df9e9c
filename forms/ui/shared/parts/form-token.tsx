import { FORGERY_FIELD } from '../forgery.ts'
import { newOnceKey, ONCE_FIELD } from '../once.ts'

/**
 * Hidden fields of every form that posts: that it is ours, and that it counts once. `once` goes on with the key of the
 * page before, where several pages make one thing.
 */
export function FormToken({ token, once = newOnceKey() }: { readonly token: string; readonly once?: string }) {
  return (
    <>
      <input type="hidden" name={FORGERY_FIELD} value={token} />
      <input type="hidden" name={ONCE_FIELD} value={once} />
    </>
  )
}
