import { readFile } from 'node:fs/promises'
import { createEngine, EMBEDDED as by, TYPICAL } from '../../engine/index.ts'

const engine = await createEngine({ database: { path: ':memory:' } })
const leave = { name: 'leave.bpmn', content: await readFile('test/diagrams/leave.bpmn', 'utf8') }
await engine.deploy({ by, name: 'leave', owner: TYPICAL, resources: [leave], activate: true })

const { id } = await engine.startProcessInstance({ by, processKey: 'leave', variables: { days: 14 } })
const {
  items: [task],
} = await engine.listTasks({ institutionId: by.institutionId, processInstanceId: id, state: 'open' })
await engine.completeTask({ by, taskId: task?.id ?? '', data: { approved: true } })

const { state, endState } = await engine.getProcessInstance({ institutionId: by.institutionId, processInstanceId: id })
console.log(task?.name, '→', state, endState)
await engine.close()
