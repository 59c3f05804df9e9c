import type { CompiledProcess } from '../bpmn/bpmn-reading.ts'
import { type BundleFile, sha256 } from './bundle-files.ts'
import { messagesUsed } from './messages-used.ts'

/**
 * What a definition is made of, as one text: its diagram and the forms, decisions and message contracts that it uses.
 * The same checksum is the same definition, whatever else came in the bundle.
 */
export function definitionChecksum(process: CompiledProcess, files: readonly BundleFile[]): string {
  const { resource, uses } = process
  const forms = new Set(uses.forms.map((use) => use.name))
  const decisions = new Set(uses.decisions.map((use) => use.name))
  const messages = messagesUsed(process)
  const parts: string[] = []
  for (const file of files) {
    if (file.kind === 'bpmn' && file.name === resource) parts.push(`bpmn ${file.checksum}`)
    if (file.kind === 'form' && forms.has(file.formId)) parts.push(`form ${file.formId} ${file.checksum}`)
    if (file.kind === 'decision' && file.decisions.some(({ id }) => decisions.has(id)))
      parts.push(`decision ${file.checksum}`)
    if (file.kind === 'messages')
      for (const contract of file.contracts)
        if (messages.has(contract.name)) parts.push(`message ${JSON.stringify(contract)}`)
  }
  return sha256(parts.sort().join('\n'))
}
