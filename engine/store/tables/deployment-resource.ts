import { EntitySchema } from 'typeorm'
import type { ResourceKind } from '../../model/deployment.ts'
import { integer, keyText, optionalText, text } from './columns.ts'

/** One file of a deployment; also files taken over from the definition in force, so that a bundle is always whole. */
export interface DeploymentResourceRow {
  deploymentId: string
  name: string
  kind: ResourceKind
  /** A form's id; null for other kinds. */
  contentId: string | null
  checksum: string
  content: string
  /** What was read from it, as JSON: the decision tables of a `.dmn`, the contracts of `messages.json`. */
  compiled: string | null
  /** 1 when it was not uploaded with this deployment, but taken over. */
  takenOver: number
}

export const deploymentResourceTable = new EntitySchema<DeploymentResourceRow>({
  name: 'deployment_resource',
  columns: {
    deploymentId: keyText('deployment_id'),
    name: keyText('name'),
    kind: text('kind'),
    contentId: optionalText('content_id'),
    checksum: text('checksum'),
    content: text('content'),
    compiled: optionalText('compiled'),
    takenOver: integer('taken_over'),
  },
  foreignKeys: [
    {
      name: 'deployment_resource_deployment',
      target: 'deployment',
      columnNames: ['deploymentId'],
      referencedColumnNames: ['id'],
    },
  ],
})
