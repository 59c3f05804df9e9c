/** A whole disruption as scenario A tells it, many at once: does it slow down with the number of open cases? */
import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../engine/engine.ts'
import { beginByPhone, CASES_OF_A_DISRUPTION, waitsForClassification } from '../disruption.ts'
import { figure, progress, round } from '../figure.ts'
import { multiplyInstances, type OwnTexts } from '../multiply.ts'
import { interleave, median, medianRatio } from '../rounds.ts'
import { scale } from '../scale.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import type { DisruptionSettings, DisruptionsMeasured } from '../subjects/disruption.ts'
import { withFolder } from '../temporary-folder.ts'
import { ADMIN, furnish, openTypicalEngine } from '../typical-house.ts'

const IN_FLIGHT = 8
/** Cases that the engine itself brought to where they wait; the others have the same rows. */
const ORIGINALS = 50
const FEW = 200

export async function measureDisruption(): Promise<void> {
  await withFolder(async (folder) => {
    const [few, many] = [join(folder, 'few.db'), join(folder, 'many.db')]
    const originals = await makeOriginals(few)
    copyFileSync(few, many)
    multiplyInstances(few, originals, FEW, () => {})
    const began = performance.now()
    const openCases = multiplyInstances(many, originals, scale.openCases)
    const facts = { openCases, databaseGB: Number((statSync(many).size / 1e9).toPrecision(3)) }
    progress(`  ${JSON.stringify(facts)} made in ${Math.round((performance.now() - began) / 1000)} s`)

    const runs = await withSubjects([startSubject<DisruptionSettings, DisruptionsMeasured>('disruption')], (ours) => {
      let run = 0
      const rateOn = (path: string) =>
        ours.measure({ path, disruptions: scale.disruptions, inFlight: IN_FLIGHT, run: ++run })
      const onCopyOfFew = () =>
        withFolder((fresh) => {
          const path = join(fresh, 'few.db')
          copyFileSync(few, path)
          return rateOn(path)
        })
      return interleave(scale.rounds, { few: onCopyOfFew, many: () => rateOn(many) })
    })
    print(`disruptions beside ${FEW} open cases, ${IN_FLIGHT} in flight`, runs.few)
    print(`disruptions beside ${openCases} open cases, ${IN_FLIGHT} in flight`, runs.many)
    const kept = medianRatio(rates(runs.many), rates(runs.few))
    figure('rate of disruptions that stays with open cases', kept, 'times', facts, { atLeast: 0.8 })
  })
}

/** Applications by phone that wait for the front office, each of another client. */
export async function makeOriginals(path: string): Promise<readonly OwnTexts[]> {
  progress('  deploying the typical edition, starting the first applications')
  const engine = await openTypicalEngine(path, '10:40')
  await furnish(engine)
  engine.startWorkers()
  const services = await engine.listRecords({ institutionId: ADMIN.institutionId, register: 'service', limit: 100 })
  const originals: OwnTexts[] = []
  for (let number = 0; number < ORIGINALS; number += 1) {
    const service = services.items[number % services.items.length]
    if (!service) throw new Error('Expected services among the seeds, but there are none.')
    const clientId = `329999-${String(number).padStart(5, '0')}`
    const id = await beginByPhone(engine, service.id, clientId)
    await waitsForClassification(engine, id)
    originals.push(await ownTextsOf(engine, id, clientId))
  }
  await engine.close()
  return originals
}

/** The case, its client's record, its letters with their ways out, and the two texts that only one may have. */
async function ownTextsOf(engine: Engine, id: string, clientId: string): Promise<OwnTexts> {
  const { institutionId } = ADMIN
  const application = await engine.getRecord({ institutionId, register: 'application', id })
  const told = await engine.listRecords({
    institutionId,
    register: 'notification',
    where: { applicationId: id },
    limit: 10,
  })
  const letters = told.items.map((letter) => letter.id)
  const sendings = await Promise.all(letters.map((recordId) => engine.listOutbox({ institutionId, recordId })))
  const sent = sendings.flatMap(({ items }) => items.map((sending) => sending.id))
  const { clientId: client } = application.data
  if (typeof client !== 'string' || application.number === null || sent.length === 0) {
    throw new Error(`Expected application ${id} to have a number, a client and a letter, but one is missing.`)
  }
  return [id, client, ...letters, ...sent, application.number, clientId]
}

function rates(runs: readonly DisruptionsMeasured[]): number[] {
  return runs.map(({ casesPerMinute }) => casesPerMinute)
}

function print(name: string, runs: readonly DisruptionsMeasured[]): void {
  figure(name, median(rates(runs)), 'cases per minute', {
    casesOfADisruption: CASES_OF_A_DISRUPTION,
    cases: runs.reduce((sum, { cases }) => sum + cases, 0),
    runs: rates(runs).map(round),
  })
}
