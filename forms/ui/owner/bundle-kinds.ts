import { FileKinds } from '../../../api/files/kinds.ts'

/** What a bundle is made of; what each may hold is judged by the engine when it reads it. */
export const BUNDLE_KINDS = new FileKinds([
  { extensions: ['bpmn', 'dmn'], mediaType: 'application/xml', isText: true },
  { extensions: ['json'], mediaType: 'application/json', isText: true },
])
