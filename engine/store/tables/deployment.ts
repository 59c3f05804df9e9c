import { EntitySchema } from 'typeorm'
import { keyText, optionalText, text } from './columns.ts'

/** A bundle of files, deployed together. */
export interface DeploymentRow {
  id: string
  institutionId: string
  holderId: string
  name: string
  deployedAt: string
  deployedBy: string | null
}

export const deploymentTable = new EntitySchema<DeploymentRow>({
  name: 'deployment',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    holderId: text('holder_id'),
    name: text('name'),
    deployedAt: text('deployed_at'),
    deployedBy: optionalText('deployed_by'),
  },
  indices: [{ name: 'deployment_owner', columns: ['institutionId', 'id'] }],
})
