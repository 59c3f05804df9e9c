/** @returns the address of a process's page; of a version where one is named */
export function processAddress(processKey: string, definitionId?: string): string {
  const path = `/processes/${encodeURIComponent(processKey)}`
  return definitionId === undefined ? path : `${path}?version=${encodeURIComponent(definitionId)}`
}

/** @returns the id of an element's line in the list of steps */
export function stepId(elementId: string): string {
  return `step-${elementId}`
}

/** @returns a link to it on the page that shows it */
export function stepLink(elementId: string): string {
  return `#${encodeURIComponent(stepId(elementId))}`
}
