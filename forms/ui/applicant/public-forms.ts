/** The forms that people fill in without an account: `forms/public/*.form.json`, read once, at start. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../api/project-root.ts'
import type { FormChecker } from '../../../engine/ports.ts'
import type { FormFile } from '../../check/form-file.ts'

const SUFFIX = '.form.json'

/** Where they lie. */
export const publicFormsFolder = (): string => join(projectRoot(), 'forms', 'public')

export interface PublicForms {
  /** @throws Error where there is none of this name */
  get(name: string): FormFile
}

/** @throws Error naming the file that cannot be used */
export function readPublicForms(checker: Pick<FormChecker, 'inspect'>): PublicForms {
  const folder = publicFormsFolder()
  const forms = new Map<string, FormFile>()
  for (const file of readdirSync(folder).filter((one) => one.endsWith(SUFFIX))) {
    const content = readFileSync(join(folder, file), 'utf8')
    const [problem] = checker.inspect(file, content).problems
    if (problem)
      throw new Error(`Expected "forms/public/${file}" to be a form that can be used, but: ${problem.message}`)
    forms.set(file.slice(0, -SUFFIX.length), JSON.parse(content) as FormFile)
  }
  return {
    get(name) {
      const form = forms.get(name)
      if (!form) throw new Error(`Expected the form "forms/public/${name}${SUFFIX}", but it is missing.`)
      return form
    },
  }
}
