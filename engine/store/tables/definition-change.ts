import { EntitySchema } from 'typeorm'
import type { DefinitionChangeView } from '../../model/deployment.ts'
import { keyText, optionalText, text } from './columns.ts'

/** What an owner decided about a version, when, by whom and why. Only ever added. */
export interface DefinitionChangeRow {
  id: string
  institutionId: string
  holderId: string
  processKey: string
  definitionId: string
  action: DefinitionChangeView['action']
  note: string | null
  at: string
  /** Who did it. */
  actor: string | null
}

export const definitionChangeTable = new EntitySchema<DefinitionChangeRow>({
  name: 'definition_change',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    holderId: text('holder_id'),
    processKey: text('process_key'),
    definitionId: text('definition_id'),
    action: text('action'),
    note: optionalText('note'),
    at: text('at'),
    actor: optionalText('actor'),
  },
  indices: [{ name: 'definition_change_list', columns: ['institutionId', 'processKey', 'id'] }],
})
