import { readFileSync } from 'node:fs'

export interface Rule {
  readonly code: string
  readonly sentence: string
  readonly section: string
  /** `error`, `warning`, or both, for references. */
  readonly severities: readonly string[]
  /** File below `engine/bpmn`. */
  readonly file: string
}

const ROW = /^\| `([a-z0-9-]+)`\s*\|([^|]*)\|([^|]*)\|([^|]*)\|\s*`([^`|]+)`\s*\|$/

/** The rules as `docs/bpmn-static-rules.md` lists them. */
export function readRuleTable(): readonly Rule[] {
  const text = readFileSync(new URL('../../../../docs/bpmn-static-rules.md', import.meta.url), 'utf8')
  return text.split('\n').flatMap((line) => {
    const [, code = '', sentence = '', section = '', severities = '', file = ''] = ROW.exec(line) ?? []
    if (code === '') return []
    return [
      {
        code,
        sentence: sentence.trim(),
        section: section.trim(),
        severities: severities.split(',').map((one) => one.trim()),
        file,
      },
    ]
  })
}
