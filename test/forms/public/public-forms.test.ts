import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createFormChecker } from '../../../forms/checker.ts'
import { fieldOptions, formFields, LANGUAGES, type FormFile } from '../../../forms/check/form-file.ts'
import { publicFormsFolder, readPublicForms } from '../../../forms/ui/applicant/public-forms.ts'
import { TRACK_ACTIONS } from '../../../forms/ui/applicant/track/actions.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { loadProcessData } from '../../../processes/load-process-data.ts'

describe('the forms of those without an account', () => {
  const checker = createFormChecker()
  const data = loadProcessData(join(projectRoot(), 'processes'), checker)
  const files = readdirSync(publicFormsFolder()).map((name) => ({
    name,
    form: JSON.parse(readFileSync(join(publicFormsFolder(), name), 'utf8')) as FormFile,
  }))

  it('are there for everything that one can do', () => {
    const forms = readPublicForms(checker)
    const wanted = ['apply', 'report', ...TRACK_ACTIONS.map(({ key }) => key)]
    for (const name of wanted) expect(forms.get(name).id).to.equal(`public/${name}`)
    expect(files.map(({ name }) => name)).to.have.members(wanted.map((name) => `${name}.form.json`))
    expect(() => forms.get('nothing')).to.throw('Expected the form "forms/public/nothing.form.json"')
  })

  for (const { name, form } of files) {
    it(`${name} speaks both languages, and its codes are those of their lists`, () => {
      expect(checker.inspect(name, JSON.stringify(form)).problems).to.deep.equal([])
      for (const { path, schema } of formFields(form.schema)) {
        const items = schema['items'] as { readonly 'x-code-list'?: string } | undefined
        const list = schema['x-code-list'] ?? items?.['x-code-list']
        for (const code of fieldOptions(schema)) {
          if (typeof list === 'string')
            expect(
              data.codes[list]?.codes.map((one) => one.code),
              `${path} of ${list}`,
            ).to.include(code)
          for (const language of LANGUAGES)
            expect(form.i18n[language].fields[path]?.options?.[code], `${path} ${code} ${language}`).to.be.a('string')
        }
      }
    })
  }

  it('become messages that their contracts accept', () => {
    /** What a message may carry. */
    const carried = (message: string): readonly string[] => {
      const contract = data.messages.find(({ name }) => name === message)
      expect(contract?.external, message).to.equal(true)
      const payload = contract?.payload as { readonly properties?: Readonly<Record<string, unknown>> } | undefined
      return Object.keys(payload?.properties ?? {})
    }
    const asked = (name: string): readonly string[] =>
      Object.keys(files.find((one) => one.name === `${name}.form.json`)?.form.schema.properties ?? {})
    for (const { key, message } of TRACK_ACTIONS) expect(carried(message), key).to.include.members([...asked(key)])
    for (const name of ['apply', 'report'])
      expect(carried('application.submitted'), name).to.include.members([...asked(name)])
  })
})
