/**
 * An engine and its clients in one process, run under `strace`: what it writes to the disk and what it acknowledges are
 * then one row of events. Arguments: options of the victim as JSON, the file for acknowledgements, the number of them.
 */
import { openSync, writeSync } from 'node:fs'
import { silentLog } from '../../support/silent-log.ts'
import { type VictimOptions, openVictim } from '../victim/open-victim.ts'
import { Crowd } from '../workload/crowd.ts'
import { type Door, engineDoor } from '../workload/door.ts'
import { Journal } from '../workload/journal.ts'
import { createRandom } from '../workload/random.ts'

const [, , optionsText = '', acknowledgementsPath = '', wantedText = ''] = process.argv
const options = JSON.parse(optionsText) as VictimOptions
const wanted = Number(wantedText)

const engine = await openVictim(options, silentLog)
const inside = engineDoor(engine)
const acknowledgements = openSync(acknowledgementsPath, 'a')
const over = new AbortController()
let given = 0

/** The write of the line is the moment at which somebody outside knows. */
const door: Door = {
  ...inside,
  async tell(told) {
    const outcome = await inside.tell(told)
    if (outcome.kind === 'acknowledged') {
      writeSync(acknowledgements, `${JSON.stringify({ ...told, answer: outcome.answer })}\n`)
      if (++given === wanted) over.abort()
    }
    return outcome
  },
}
const crowd = new Crowd({ journal: new Journal(), random: createRandom(options.seed) })
await crowd.work(door, over.signal)
// The power goes: nothing is closed.
process.exit(0)
