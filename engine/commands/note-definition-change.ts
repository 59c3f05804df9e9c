import type { DefinitionChangeView, Owner } from '../model/deployment.ts'
import { refusedValue } from '../model/errors.ts'
import { isStorableText } from '../model/storable-text.ts'
import { definitionChangeTable } from '../store/tables/definition-change.ts'
import type { Unit } from './unit.ts'

const MOST_CHARACTERS = 2000

/**
 * Keeps who decided what about a version, and the note that they left.
 *
 * @throws DataRejected for a note over 2,000 characters
 */
export function noteDefinitionChange(
  unit: Unit,
  owner: Owner,
  which: { readonly processKey: string; readonly definitionId: string },
  action: DefinitionChangeView['action'],
  note: string | undefined,
): void {
  const { institutionId, holderId } = owner
  const { processKey, definitionId } = which
  unit.rows.insert(definitionChangeTable, {
    id: unit.newId(),
    institutionId,
    holderId,
    processKey,
    definitionId,
    action,
    note: checked(note, unit.by.language),
    at: unit.now,
    actor: unit.actorId,
  })
}

function checked(written: string | undefined, language: 'lv' | 'en'): string | null {
  const note = written?.trim() ?? ''
  if (note.length <= MOST_CHARACTERS && isStorableText(note)) return note === '' ? null : note
  const message =
    language === 'lv'
      ? `Piezīmē var būt ne vairāk kā ${MOST_CHARACTERS} rakstzīmju.`
      : `Expected a note of at most ${MOST_CHARACTERS} characters.`
  throw refusedValue('/note', note.length > MOST_CHARACTERS ? 'maxLength' : 'bad-characters', message)
}
