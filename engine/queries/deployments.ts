import type { EntityManager } from 'typeorm'
import type { DeploymentView } from '../model/deployment.ts'
import { NotFound } from '../model/errors.ts'
import type { Page } from '../model/views.ts'
import { fileFacts, findDeployment, selectDeployments } from '../store/look-ups/definitions.ts'
import { deploymentResourceTable } from '../store/tables/deployment-resource.ts'
import type { DeploymentRow } from '../store/tables/deployment.ts'
import { deploymentView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Deployments of an institution and of the typical edition, newest first. */
export async function listDeployments(
  manager: EntityManager,
  query: { institutionId: string; limit?: number; after?: string },
): Promise<Page<DeploymentView>> {
  const limit = pageSize(query.limit)
  const cursor = readCursor(query.after, 1)
  const rows = await selectDeployments(manager, query.institutionId, cursor ? String(cursor[0]) : null, limit + 1)
  const views = new Map((await viewsOf(manager, rows)).map((view) => [view.id, view]))
  return pageOf(
    rows,
    limit,
    (shown) => shown.flatMap(({ id }) => views.get(id) ?? []),
    (row) => [row.id],
  )
}

/** @throws NotFound */
export async function getDeployment(
  manager: EntityManager,
  query: { institutionId: string; deploymentId: string },
): Promise<DeploymentView> {
  const [view] = await viewsOf(manager, [await find(manager, query)])
  if (!view) throw new NotFound('deployment', query.deploymentId)
  return view
}

/** The content of one file. @throws NotFound */
export async function getDeploymentResource(
  manager: EntityManager,
  query: { institutionId: string; deploymentId: string; name: string },
): Promise<string> {
  const { id: deploymentId } = await find(manager, query)
  const file = await manager.findOneBy(deploymentResourceTable, { deploymentId, name: query.name })
  if (!file) throw new NotFound('deployed file', query.name)
  return file.content
}

async function find(
  manager: EntityManager,
  { institutionId, deploymentId }: { institutionId: string; deploymentId: string },
): Promise<DeploymentRow> {
  const row = await findDeployment(manager, institutionId, deploymentId)
  if (!row) throw new NotFound('deployment', deploymentId)
  return row
}

async function viewsOf(manager: EntityManager, rows: readonly DeploymentRow[]): Promise<DeploymentView[]> {
  if (rows.length === 0) return []
  const files = await fileFacts(
    manager,
    rows.map((row) => row.id),
  )
  return rows.map((row) =>
    deploymentView(
      row,
      files.filter((file) => file.deploymentId === row.id),
    ),
  )
}
