import { FORGERY_FIELD } from '../forgery.ts'
import { newOnceKey, ONCE_FIELD } from '../once.ts'

/** Hidden fields of every form that posts: that it is ours, and that it counts once. */
export function FormToken({ token }: { readonly token: string }) {
  return (
    <>
      <input type="hidden" name={FORGERY_FIELD} value={token} />
      <input type="hidden" name={ONCE_FIELD} value={newOnceKey()} />
    </>
  )
}
