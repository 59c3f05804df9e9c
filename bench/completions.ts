/** The whole engine on a database file, synchronous=FULL: task completions acknowledged per second. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, EMBEDDED as by, TYPICAL } from '../engine/index.ts'
import { bpmn } from '../test/support/bpmn.ts'
import { cpuSeconds, figure } from './figure.ts'

const TASKS = 8
const SECONDS = 5
const names = Array.from({ length: TASKS }, (_, index) => `t${index}`)
const xml = bpmn(
  `<startEvent id="s"/>${names.map((name) => `<userTask id="${name}"/>`).join('')}<endEvent id="e"/>`,
  `s > ${names.join(' > ')} > e`,
  { key: 'line' },
)

for (const clients of [1, 16, 64]) {
  const folder = mkdtempSync(join(tmpdir(), 'ritums-bench-'))
  const engine = await createEngine({ database: { path: join(folder, 'bench.db') } })
  await engine.deploy({
    by,
    name: 'bench',
    owner: TYPICAL,
    resources: [{ name: 'line.bpmn', content: xml }],
    activate: true,
  })
  let completions = 0
  const waits: number[] = []
  const until = performance.now() + SECONDS * 1000
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const { id } = await engine.startProcessInstance({ by, processKey: 'line', variables: { amount: 3 } })
      for (let task = 0; task < TASKS; task++) {
        const asked = performance.now()
        // The first task of an instance has the third id, each further one the next: no query between completions.
        await engine.completeTask({ by, taskId: `${id}.k${task + 3}`, data: { approved: true } })
        waits.push(performance.now() - asked)
        completions += 1
      }
    }
  }
  const cpu = cpuSeconds()
  const started = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - started) / 1000
  waits.sort((a, b) => a - b)
  const facts = { clients, p50ms: waits[Math.floor(waits.length / 2)], p99ms: waits[Math.floor(waits.length * 0.99)] }
  figure('engine: task completions, durable', completions / seconds, 'per second', facts)
  figure('engine: one task completion', ((cpuSeconds() - cpu) * 1_000_000) / completions, 'µs CPU', { clients })
  await engine.close()
  rmSync(folder, { recursive: true })
}
