/** Why a case waits, in sentences: what its tokens stand at, and what may happen meanwhile. */
import type { OutlineElement } from '../../../../engine/index.ts'
import type { ProcessInstanceDetails, TokenView } from '../../../../engine/model/views.ts'
import { moment } from '../../shared/format.ts'
import { elementName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import type { Part } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

export interface Waiting {
  /** What must come before it goes on. Tasks are told elsewhere. */
  readonly now: readonly string[]
  /** What it would react to as well: deadlines at the edge of a step, a withdrawal. */
  readonly also: readonly string[]
}

type Wait = ProcessInstanceDetails['waitingFor'][number]

/** @param parts running instances of one case, the root first */
export async function whatWaits(call: PageCall, parts: readonly Part[]): Promise<Waiting> {
  const { ports, institutionId, language } = call
  const texts = PAGE_TEXTS[language].wait
  const now: string[] = []
  const also: string[] = []
  for (const { instance, process } of parts) {
    if (instance.endedAt !== null) continue
    if (instance.state === 'suspended') now.push(texts.suspended(process))
    const { elements } = await ports.names.outline(institutionId, instance.definitionId)
    const byId = new Map(elements.map((element) => [element.id, element]))
    const name = (id: string): string => {
      const element = byId.get(id)
      return element ? elementName(element, language, id) : id
    }
    for (const token of instance.tokens) now.push(...(await sentenceOf(call, token, instance, parts, name)))
    for (const wait of instance.waitingFor) {
      const sentence = sentenceOfWait(call, wait, byId, name)
      if (isAwaited(wait, instance.tokens, byId)) now.push(sentence)
      else also.push(sentence)
    }
  }
  return { now: [...new Set(now)], also: [...new Set(also)] }
}

async function sentenceOf(
  { ports, institutionId, language }: PageCall,
  { elementId, waitingFor }: TokenView,
  instance: ProcessInstanceDetails,
  parts: readonly Part[],
  name: (id: string) => string,
): Promise<readonly string[]> {
  const texts = PAGE_TEXTS[language].wait
  const step = name(elementId)
  if (waitingFor === 'incident') return [texts.failed(step)]
  if (waitingFor === 'call') {
    const called = parts.find(
      (part) => part.instance.parentInstanceId === instance.id && part.instance.endedAt === null,
    )
    return [texts.call(step, called?.process ?? step)]
  }
  if (waitingFor !== 'job') return []
  const { items } = await ports.engine.listJobs({ institutionId, processInstanceId: instance.id, limit: 200 })
  const job = items.find((one) => one.elementId === elementId)
  return [job?.type === 'external' ? texts.external(step) : texts.job(step)]
}

function sentenceOfWait(
  { language }: PageCall,
  { elementId, type, name: messageName, dueAt }: Wait,
  elements: ReadonlyMap<string, OutlineElement>,
  name: (id: string) => string,
): string {
  const { wait: texts, senders } = PAGE_TEXTS[language]
  const step = name(elementId)
  const host = elements.get(elementId)?.attachedTo ?? null
  if (type === 'timer') {
    const at = dueAt === null ? '' : moment(dueAt, language)
    return host === null ? texts.timer(step, at) : texts.timerOver(step, at, name(host))
  }
  if (type === 'signal') return texts.signal(step)
  return texts.message(step, senders[messageName?.split('.', 1)[0] ?? ''] ?? '')
}

/** Whether a token stands at it, or at the gateway before it; otherwise it stands at the edge of something. */
function isAwaited(
  { elementId }: Wait,
  tokens: readonly TokenView[],
  elements: ReadonlyMap<string, OutlineElement>,
): boolean {
  return tokens.some(
    (token) =>
      token.elementId === elementId ||
      (token.elementKind === 'event-based-gateway' &&
        elements.get(token.elementId)?.next.some(({ target }) => target === elementId)),
  )
}
