import { EntitySchema } from 'typeorm'
import { keyText, optionalText, text } from './columns.ts'

/** Which definition is in force for an owner: new cases of that key start on it. */
export interface ActiveDefinitionRow {
  institutionId: string
  holderId: string
  processKey: string
  definitionId: string
  activatedAt: string
  activatedBy: string | null
}

export const activeDefinitionTable = new EntitySchema<ActiveDefinitionRow>({
  name: 'active_definition',
  columns: {
    institutionId: keyText('institution_id'),
    holderId: keyText('holder_id'),
    processKey: keyText('process_key'),
    definitionId: text('definition_id'),
    activatedAt: text('activated_at'),
    activatedBy: optionalText('activated_by'),
  },
  foreignKeys: [
    {
      name: 'active_definition_definition',
      target: 'process_definition',
      columnNames: ['definitionId'],
      referencedColumnNames: ['id'],
    },
  ],
})
