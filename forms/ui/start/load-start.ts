/** A form with which a case begins, as its page needs it: which start, its form, and the form of the chosen service. */
import { NoActiveDefinition, NotFound } from '../../../engine/model/errors.ts'
import type { DefinitionOutline, OutlineElement } from '../../../engine/model/definition-outline.ts'
import { mayStartProcess } from '../../../api/policies/definitions.ts'
import type { FormFile } from '../../check/form-file.ts'
import { elementName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

/** One way to begin. */
export interface StartChoice {
  readonly startEventId: string
  readonly name: string
}

export interface StartRoom {
  readonly processKey: string
  readonly definitionId: string
  /** Of the process, or of the start where there are several. */
  readonly title: string
  readonly intro: string
  /** Several ways to begin, of which none is chosen yet; empty otherwise. */
  readonly choices: readonly StartChoice[]
  /** Named only where there are several. */
  readonly startEventId: string | null
  readonly form: FormFile | null
  /** Key of what is typed and not sent. */
  readonly draftKey: string
}

/**
 * @param startEventId which of several starts; null where nobody has chosen
 * @throws {NotFound} in the same words, for what is not there, does not begin by hand, and what the caller may not start
 */
export async function loadStart(call: PageCall, processKey: string, startEventId: string | null): Promise<StartRoom> {
  const { ports, institutionId, language, caller } = call
  if (!mayStartProcess(caller, processKey)) throw new NotFound('process', processKey)
  const { definitionId, outline } = await inForce(call, processKey)
  const starts = plainStarts(outline)
  if (starts.length === 0) throw new NotFound('process', processKey)
  const chosen = starts.length === 1 ? starts[0] : starts.find(({ id }) => id === startEventId)
  if (startEventId !== null && chosen?.id !== startEventId) throw new NotFound('process', processKey)
  const processName = (language === 'en' ? outline.nameEn : null) ?? outline.name
  const several = starts.length > 1
  const named = several && chosen ? { startEventId: chosen.id } : {}
  const pinned = chosen ? await ports.engine.getStartForm({ institutionId, definitionId, ...named }) : null
  const form = (pinned?.form ?? null) as FormFile | null
  return {
    processKey,
    definitionId,
    title: form?.i18n[language].title ?? (chosen && several ? elementName(chosen, language, chosen.id) : processName),
    intro: form?.i18n[language].intro ?? '',
    choices: chosen
      ? []
      : starts.map((start) => ({ startEventId: start.id, name: elementName(start, language, start.id) })),
    startEventId: several && chosen ? chosen.id : null,
    form,
    draftKey: `start:${processKey}${several && chosen ? `:${chosen.id}` : ''}`,
  }
}

/** What the caller may begin by hand, with the name of each. */
export async function startable(call: PageCall): Promise<readonly { readonly key: string; readonly name: string }[]> {
  const { ports, institutionId, language, caller } = call
  const keys = new Set<string>()
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ports.engine.listDefinitions>> = await ports.engine.listDefinitions({
      institutionId,
      activeOnly: true,
      limit: 200,
      ...(after === null ? {} : { after }),
    })
    for (const { processKey } of page.items) if (mayStartProcess(caller, processKey)) keys.add(processKey)
    after = page.next
  } while (after !== null)
  const found = await Promise.all(
    [...keys].map(async (key) => {
      const { outline } = await inForce(call, key)
      // What is only called by other processes has no form to begin with.
      if (!plainStarts(outline).some(({ formKey }) => formKey !== null)) return []
      return [{ key, name: (language === 'en' ? outline.nameEn : null) ?? outline.name }]
    }),
  )
  return found.flat().toSorted((one, other) => one.name.localeCompare(other.name, language))
}

async function inForce({ ports, institutionId }: PageCall, processKey: string) {
  try {
    const { id } = await ports.engine.getActiveDefinition({ institutionId, processKey })
    return { definitionId: id, outline: await ports.names.outline(institutionId, id) }
  } catch (error) {
    if (error instanceof NoActiveDefinition) throw new NotFound('process', processKey)
    throw error
  }
}

/** Start events of the process itself that wait for nobody. */
function plainStarts({ elements, processKey }: DefinitionOutline): readonly OutlineElement[] {
  const plain = elements.filter(
    ({ kind, trigger, scope }) =>
      kind === 'start-event' && (trigger === null || trigger === 'none') && scope === processKey,
  )
  const withForm = plain.filter(({ formKey }) => formKey !== null)
  // Without forms there is nothing to choose: the engine begins at all of them.
  return withForm.length > 0 ? withForm : plain.slice(0, 1)
}
