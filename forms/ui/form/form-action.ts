/** What a button within a form asks for; the page comes back with it done and everything typed kept. */
export type FormAction =
  | { readonly kind: 'add-row'; readonly field: string }
  | { readonly kind: 'remove-row'; readonly field: string; readonly row: number }
  /** `words` may be empty: then there is nothing to look for yet. */
  | { readonly kind: 'find'; readonly field: string; readonly register: string; readonly words: string }
  /** Show the parts that belong to what was chosen. */
  | { readonly kind: 'show' }

/** Name of these buttons. */
export const ACTION_FIELD = '_do'

/** @returns the value of a button, e.g. `remove:costLines:0` */
export function actionValue(action: FormAction): string {
  switch (action.kind) {
    case 'add-row':
      return `add:${action.field}`
    case 'remove-row':
      return `remove:${action.field}:${action.row}`
    case 'find':
      return `find:${action.field}`
    case 'show':
      return 'show'
  }
}

/** @returns what a button's value asks for; null for buttons of the page itself and for nonsense */
export function readAction(value: string | null): FormAction | null {
  const [verb, field = '', row = ''] = (value ?? '').split(':')
  if (verb === 'show') return { kind: 'show' }
  if (field === '') return null
  if (verb === 'add') return { kind: 'add-row', field }
  if (verb === 'remove' && /^\d{1,4}$/.test(row)) return { kind: 'remove-row', field, row: Number(row) }
  if (verb === 'find') return { kind: 'find', field, register: '', words: '' }
  return null
}
