/** Rows of one running instance with a task, put in by hand. */
import type { Store } from '../../../engine/store/store.ts'
import { deploymentTable } from '../../../engine/store/tables/deployment.ts'
import { processDefinitionTable } from '../../../engine/store/tables/process-definition.ts'
import { processInstanceTable } from '../../../engine/store/tables/process-instance.ts'
import { taskTable } from '../../../engine/store/tables/task.ts'

const AT = '2026-03-02T08:00:00.000Z'

/** Of several instances of one definition; the task of instance `x` is `x/task`. */
export async function addInstances(store: Store, ids: readonly string[]): Promise<void> {
  await store.command(async ({ rows }) => {
    const definition = { institutionId: '', holderId: '', processKey: 'p', deploymentId: 'd', resourceName: 'p.bpmn' }
    rows.insert(deploymentTable, {
      id: 'd',
      institutionId: '',
      holderId: '',
      name: 'd',
      deployedAt: AT,
      deployedBy: null,
    })
    rows.insert(processDefinitionTable, {
      ...definition,
      id: 'p:1',
      version: 1,
      versionTag: null,
      name: 'p',
      deployedAt: AT,
      checksum: '',
      compiled: '{}',
      suspended: 0,
    })
    for (const id of ids) {
      rows.insert(processInstanceTable, {
        id,
        institutionId: 'i',
        holderId: '',
        processKey: 'p',
        definitionId: 'p:1',
        definitionVersion: 1,
        businessKey: null,
        status: 'active',
        state: '{"text":"{\\"quoted\\", \\\\ and NULL}"}',
        stateFormat: 1,
        version: 0,
        historyCount: 0,
        startedAt: AT,
        startedBy: null,
        endedAt: null,
        endState: null,
        result: null,
        errorCode: null,
        errorMessage: null,
        parentInstanceId: null,
        parentCallId: null,
        rootInstanceId: id,
      })
      rows.insert(taskTable, {
        id: `${id}/task`,
        institutionId: 'i',
        processInstanceId: id,
        rootInstanceId: id,
        businessKey: null,
        processKey: 'p',
        definitionId: 'p:1',
        elementId: 't',
        name: null,
        nameEn: null,
        formKey: null,
        assignee: null,
        priority: 0,
        dueAt: null,
        followUpAt: null,
        state: 'open',
        createdAt: AT,
        claimedAt: null,
        endedAt: null,
        completedBy: null,
        attentionAt: null,
        dueByHand: null,
        escalatedAt: null,
        owner: null,
        delegationState: null,
        takeBack: null,
        completedFor: null,
      })
    }
  })
}
