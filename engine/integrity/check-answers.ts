/** Questions and answers come in pairs: who takes a question answers it, and who waits for an answer has asked. */
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { IntegrityFinding } from './finding.ts'
import { type Landscape, type MessageUse, messageUses, nameOf, usesOf } from './landscape.ts'

export function checkAnswers(landscape: Landscape): IntegrityFinding[] {
  const { contracts } = landscape
  const unanswered = usesOf(landscape, 'awaited').filter(({ name, processKey }) => {
    const answer = contracts.get(name)?.answer
    return answer !== undefined && !sendsItself(landscape, processKey, answer)
  })
  const questionsOf = (answer: string) =>
    [...contracts.values()].filter((contract) => contract.answer === answer).map(({ name }) => name)
  const unasked = usesOf(landscape, 'awaited').filter(({ name, processKey }) => {
    const questions = questionsOf(name)
    const { thrown } = messageUses(landscape.schemes.get(processKey)?.definition ?? NOTHING)
    return (
      questions.length > 0 &&
      !takesOne(landscape, processKey, questions) &&
      !thrown.some((use) => questions.includes(use.name))
    )
  })
  return [
    ...unanswered.map((use) => {
      const answer = contracts.get(use.name)?.answer ?? ''
      return finding(
        use,
        'answer-missing',
        answer,
        `"${use.processKey}" takes "${use.name}" at ${nameOf(use.node)} but never sends "${answer}", which ${whoWaits(landscape, use.name, answer)} for. Put the element that answers back.`,
      )
    }),
    ...unasked.map((use) =>
      finding(
        use,
        'question-missing',
        use.name,
        `${nameOf(use.node)} of "${use.processKey}" waits for the answer "${use.name}", but the process never asks (${questionsOf(use.name).join(', ')}). Put the element that asks back, or remove this one.`,
      ),
    ),
  ]
}

const NOTHING = { nodes: {} } as unknown as ProcessDefinition

/** The elements that ask the question and stand still without the answer, as a sentence goes on with them. */
function whoWaits(landscape: Landscape, question: string, answer: string): string {
  const asks = new Set(
    usesOf(landscape, 'thrown').flatMap(({ name, processKey }) => (name === question ? [processKey] : [])),
  )
  const waiting = usesOf(landscape, 'awaited').filter(({ name, processKey }) => name === answer && asks.has(processKey))
  if (waiting.length === 0) return 'its sender waits'
  const names = waiting.map(({ node, processKey }) => `${nameOf(node)} of "${processKey}"`)
  return `${names.join(', ')} ${names.length === 1 ? 'waits' : 'wait'}`
}

/** Who takes the question may hear that somebody else has answered it. */
function takesOne({ schemes }: Landscape, processKey: string, questions: readonly string[]): boolean {
  const { awaited } = messageUses(schemes.get(processKey)?.definition ?? NOTHING)
  return awaited.some(({ name }) => questions.includes(name))
}

/** Itself, or a process that it calls by name. One that it calls by a computed name may, too. */
function sendsItself({ schemes }: Landscape, processKey: string, message: string, seen = new Set<string>()): boolean {
  const definition = schemes.get(processKey)?.definition
  if (!definition || seen.has(processKey)) return false
  seen.add(processKey)
  if (messageUses(definition).thrown.some(({ name }) => name === message)) return true
  return Object.values(definition.nodes).some(
    (node) =>
      node.kind === 'call-activity' &&
      'literal' in node.calledElement &&
      sendsItself({ schemes } as Landscape, String(node.calledElement.literal), message, seen),
  )
}

function finding({ processKey, node }: MessageUse, code: string, subject: string, message: string): IntegrityFinding {
  return { severity: 'warning', code, processKey, elementId: node.id, subject, message }
}
