import { FORGERY_FIELD } from '../forgery.ts'
import { ONCE_FIELD } from '../once.ts'

/** What was typed into a form, carried over into another one; its tokens are not. */
export function KeptFields({ fields, prefix = '' }: { readonly fields: URLSearchParams; readonly prefix?: string }) {
  return (
    <>
      {[...fields]
        .filter(([name]) => name !== FORGERY_FIELD && name !== ONCE_FIELD)
        .map(([name, value], index) => (
          <input key={index} type="hidden" name={`${prefix}${name}`} value={value} />
        ))}
    </>
  )
}
