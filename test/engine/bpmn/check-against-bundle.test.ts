import { expect } from 'chai'
import { checkAgainstBundle, type BundleContext } from '../../../engine/bpmn/checks/check-against-bundle.ts'
import { line, read } from './diagram-text.ts'

const everything: BundleContext = {
  forms: new Set(['p/task']),
  decisions: new Set(['priority']),
  handlers: new Set(['register.create']),
  messages: new Set(['reply']),
  functionNames: ['workingDays'],
  processKeys: new Set(['delivery']),
}

const problemsOf = async (elements: string, context: Partial<BundleContext> = {}, name = 'reply') => {
  const { processes, problems } = await read(line(elements, `<bpmn:message id="m" name="${name}"/>`))
  expect(problems).to.deep.equal([])
  return processes
    .flatMap((compiled) => checkAgainstBundle(compiled, { ...everything, ...context }))
    .map(({ severity, code, elementId, line: at, resource }) => [severity, code, elementId, at, resource])
}

const USER = '<bpmn:userTask id="u" in-line="" camunda:assignee="=owner" camunda:formKey="p/task"/>'
const RULE = '<bpmn:businessRuleTask id="d" in-line="" camunda:decisionRef="priority"/>'
const SERVICE = '<bpmn:serviceTask id="h" in-line="" camunda:class="register.create"/>'
const SEND = '<bpmn:sendTask id="t" in-line="" messageRef="m"/>'
const CALL = '<bpmn:callActivity id="c" in-line="" calledElement="delivery"/>'

describe('a process in its bundle', () => {
  it('is sound when everything is there', async () => {
    expect(await problemsOf(USER + RULE + SERVICE + SEND + CALL)).to.deep.equal([])
  })

  it('needs its forms', async () => {
    expect(await problemsOf(`\n${USER}`, { forms: new Set() })).to.deep.equal([
      ['error', 'unknown-form', 'u', 5, 'test.bpmn'],
    ])
  })

  it('needs its decisions', async () => {
    expect(await problemsOf(RULE, { decisions: new Set() })).to.deep.equal([
      ['error', 'unknown-decision', 'd', 4, 'test.bpmn'],
    ])
  })

  it('needs its handlers', async () => {
    expect(await problemsOf(SERVICE, { handlers: new Set() })).to.deep.equal([
      ['error', 'unknown-handler', 'h', 4, 'test.bpmn'],
    ])
  })

  it('needs contracts for its messages where there are contracts', async () => {
    expect(await problemsOf(SEND, { messages: new Set() })).to.deep.equal([
      ['error', 'unknown-message', 't', 4, 'test.bpmn'],
    ])
    expect(await problemsOf(SEND, { messages: null })).to.deep.equal([])
    expect(await problemsOf(SEND, { messages: new Set() }, '=computed')).to.deep.equal([])
  })

  it('is warned of processes that are not deployed', async () => {
    expect(await problemsOf(CALL, { processKeys: new Set() })).to.deep.equal([
      ['warning', 'unknown-process', 'c', 4, 'test.bpmn'],
    ])
  })

  it('needs expressions that compile and functions that exist', async () => {
    const task = (assignee: string) => `<bpmn:userTask id="u" in-line="" camunda:assignee="${assignee}"/>`
    const invalid = [['error', 'expression-invalid', 'u', 4, 'test.bpmn']]

    expect(await problemsOf(task('=a +'))).to.deep.equal(invalid)
    expect(await problemsOf(task('=workingDays(3)'))).to.deep.equal([])
    expect(await problemsOf(task('=workingDays(3)'), { functionNames: [] })).to.deep.equal(invalid)
  })
})
