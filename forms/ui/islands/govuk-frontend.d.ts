/** What of govuk-frontend our scripts use; the package brings no types. */
declare module 'govuk-frontend/dist/govuk/components/*' {
  /** Sets one element of a page up, by the data attributes that it carries. */
  type Part = new (root: Element) => unknown
  export const Button: Part
  export const CharacterCount: Part
  export const ErrorSummary: Part
  export const ServiceNavigation: Part
  export const SkipLink: Part
}
