/**
 * Names that people read in place of ids: of persons, processes and their elements, roles, codes. What was read is kept for
 * a minute, because every row of a list asks.
 */
import { createLru } from '../../../engine/lru.ts'
import { NoActiveDefinition, NotFound } from '../../../engine/model/errors.ts'
import type { DefinitionOutline } from '../../../engine/model/definition-outline.ts'
import type { Bilingual, ProcessData } from '../../../processes/load-process-data.ts'
import type { Language } from '../../check/form-file.ts'
import type { UiPorts } from './ports.ts'

const KEPT_MS = 60_000
const REMEMBERED = 2000
const OUTLINES_KEPT = 200

const SYSTEM = { lv: 'sistēma', en: 'the system' } as const
const VISITOR = { lv: 'pieteikuma iesniedzējs', en: 'the applicant' } as const
const OTHER_SYSTEM = { lv: 'cita sistēma', en: 'another system' } as const

export interface Names {
  /** Of a login, an API key or the engine itself; the id where nobody is known by it. */
  person(institutionId: string, id: string, language: Language): Promise<string>
  /** Of the process in force under this key; the key where there is none. */
  process(institutionId: string, processKey: string, language: Language): Promise<string>
  /** The diagram that a case runs on, as a list. It never changes. */
  outline(institutionId: string, definitionId: string): Promise<DefinitionOutline>
}

export function createNames({ engine, identity, clock }: Pick<UiPorts, 'engine' | 'identity' | 'clock'>): Names {
  const kept = createLru<{ readonly at: number; readonly name: Bilingual }>(REMEMBERED)
  const outlines = createLru<DefinitionOutline>(OUTLINES_KEPT)

  const remember = async (key: string, read: () => Promise<Bilingual>): Promise<Bilingual> => {
    const now = clock.now().getTime()
    const known = kept.get(key)
    if (known && Math.abs(now - known.at) < KEPT_MS) return known.name
    const name = await read()
    kept.set(key, { at: now, name })
    return name
  }

  return {
    async person(institutionId, id, language) {
      if (id === 'system') return SYSTEM[language]
      if (id.startsWith('public:')) return VISITOR[language]
      if (id.startsWith('api-key:')) return OTHER_SYSTEM[language]
      const both = await remember(`person ${institutionId} ${id}`, async () => {
        try {
          const { name } = await identity.people.get(institutionId, id)
          return { lv: name, en: name }
        } catch (error) {
          if (!(error instanceof NotFound)) throw error
          return { lv: id, en: id }
        }
      })
      return both[language]
    },

    async process(institutionId, processKey, language) {
      const both = await remember(`process ${institutionId} ${processKey}`, async () => {
        try {
          const { id } = await engine.getActiveDefinition({ institutionId, processKey })
          const { name, nameEn } = await engine.getDefinitionOutline({ institutionId, definitionId: id })
          return { lv: name, en: nameEn ?? name }
        } catch (error) {
          if (!(error instanceof NoActiveDefinition)) throw error
          return { lv: processKey, en: processKey }
        }
      })
      return both[language]
    },

    async outline(institutionId, definitionId) {
      const key = `${institutionId} ${definitionId}`
      const known = outlines.get(key)
      if (known) return known
      const outline = await engine.getDefinitionOutline({ institutionId, definitionId })
      outlines.set(key, outline)
      return outline
    },
  }
}

/** @returns the label of a code; the code itself where its list has none */
export function codeLabel(
  { codes }: Pick<ProcessData, 'codes'>,
  list: string,
  code: string,
  language: Language,
): string {
  return codes[list]?.codes.find((one) => one.code === code)?.[language] ?? code
}

/** @returns what a message is called; its name where nobody has given it another */
export function messageLabel({ messages }: Pick<ProcessData, 'messages'>, name: string, language: Language): string {
  return messages.find((message) => message.name === name)?.label?.[language] ?? name
}

/** @returns a role's name; for `SM@service-s-014` that of the role */
export function roleName({ roles }: ProcessData, group: string, language: Language): string {
  const [key = group] = group.split('@', 1)
  return roles.find((role) => role.key === key)?.name[language] ?? group
}

/** @returns what an element or task is called; its id where it has no name */
export function elementName(
  element: { readonly name: string | null; readonly nameEn: string | null },
  language: Language,
  id: string,
): string {
  return (language === 'en' ? (element.nameEn ?? element.name) : element.name) ?? id
}
