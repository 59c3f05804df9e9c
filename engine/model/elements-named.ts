/** Element ids in a `camunda:property`, with commas between them. */
export const elementsNamed = (property: string | undefined): string[] =>
  (property ?? '').split(',').flatMap((id) => id.trim() || [])
