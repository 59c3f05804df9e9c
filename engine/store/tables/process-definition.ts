import { EntitySchema } from 'typeorm'
import { integer, keyText, optionalText, text } from './columns.ts'

/** One deployed version of a diagram; never changed but for `suspended`. */
export interface ProcessDefinitionRow {
  id: string
  institutionId: string
  holderId: string
  processKey: string
  version: number
  versionTag: string | null
  name: string
  deploymentId: string
  resourceName: string
  deployedAt: string
  /** SHA-256 over the diagram and the forms, decisions and message contracts that it uses. */
  checksum: string
  /** The compiled `ProcessDefinition` as JSON. */
  compiled: string
  suspended: number
}

export const processDefinitionTable = new EntitySchema<ProcessDefinitionRow>({
  name: 'process_definition',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    holderId: text('holder_id'),
    processKey: text('process_key'),
    version: integer('version'),
    versionTag: optionalText('version_tag'),
    name: text('name'),
    deploymentId: text('deployment_id'),
    resourceName: text('resource_name'),
    deployedAt: text('deployed_at'),
    checksum: text('checksum'),
    compiled: text('compiled'),
    suspended: integer('suspended'),
  },
  indices: [
    {
      name: 'process_definition_version',
      columns: ['institutionId', 'holderId', 'processKey', 'version'],
      unique: true,
    },
  ],
  foreignKeys: [
    {
      name: 'process_definition_deployment',
      target: 'deployment',
      columnNames: ['deploymentId'],
      referencedColumnNames: ['id'],
    },
  ],
})
