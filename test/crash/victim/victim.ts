/**
 * A child process with an engine, which obeys its parent line by line and is killed by it. It answers only what the
 * engine has promised: an answer that left this process is an acknowledgement.
 */
import { createInterface } from 'node:readline'
import type { Engine } from '../../../engine/engine.ts'
import type { Log } from '../../../engine/ports.ts'
import { type Door, engineDoor } from '../workload/door.ts'
import { LOADED, type Order, type Report } from './line-protocol.ts'
import { openVictim } from './open-victim.ts'

/** Errors are for whoever looks why a run failed. */
const log: Log = {
  info() {},
  warn() {},
  error: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
}

let engine: Engine | null = null
let door: Door | null = null

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'open') {
    engine = await openVictim(order.options, log)
    door = engineDoor(engine)
    return null
  }
  if (!engine || !door) throw new Error('Expected to be opened first, but it was not.')
  switch (order.do) {
    case 'tell':
      return door.tell(order.told)
    case 'open-tasks':
      return door.openTasks(order.rootInstanceId)
    case 'is-over':
      return door.isOver(order.processInstanceId)
    case 'close':
      await engine.close()
      return null
  }
}

function report(line: Report): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

report({ id: LOADED })
const orders = createInterface({ input: process.stdin })
orders.on('line', (line) => {
  const order = JSON.parse(line) as Order
  obey(order).then(
    (answer) => report({ id: order.id, answer }),
    (error: unknown) => report({ id: order.id, failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
  )
})
// A parent that is gone needs no victim.
orders.on('close', () => process.exit(0))
