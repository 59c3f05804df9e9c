/** The hidden field that shows that a form came from one of our pages. Stands in every form that posts. */
export function FormToken({ token }: { readonly token: string }) {
  return <input type="hidden" name="_token" value={token} />
}
