/** What the `context` of a file says where it belongs to no case, but to a document of a process. */

/** Nobody can bring a file with it: what `POST /api/files` takes as a context has no hyphen before its first colon. */
const OF_PROCESS_DOCUMENT = 'process-document:'

export function fileContextOf(documentId: string): string {
  return `${OF_PROCESS_DOCUMENT}${documentId}`
}

export function isOfProcessDocument({ context }: { readonly context: string | null }): boolean {
  return context?.startsWith(OF_PROCESS_DOCUMENT) ?? false
}
