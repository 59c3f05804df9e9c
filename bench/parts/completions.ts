/** Durable completions per second in process on SQLite, beside the raw rate of the same rows and bpmn-engine. */
import { join } from 'node:path'
import type { Measured } from '../clients.ts'
import { figure, progress, type Goal } from '../figure.ts'
import { recordInstances } from '../recording.ts'
import { CLIENTS, printRate, printRateWith, rates, runWith } from '../rates.ts'
import { interleave, medianRatio } from '../rounds.ts'
import { scale } from '../scale.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import type { BpmnEngineSettings } from '../subjects/bpmn-engine.ts'
import type { EngineSettings } from '../subjects/engine.ts'
import type { RawSettings } from '../subjects/raw.ts'
import { withFolder } from '../temporary-folder.ts'

export async function measureCompletions(): Promise<void> {
  await withFolder(async (folder) => {
    const template = join(folder, 'template.db')
    const recordingFile = join(folder, 'recording.json')
    progress('  recording the rows of single completions')
    await recordInstances(template, recordingFile)

    const results = await withSubjects(
      [
        startSubject<EngineSettings, Measured>('engine'),
        startSubject<RawSettings, Measured>('raw'),
        startSubject<BpmnEngineSettings, Measured>('bpmn-engine'),
      ],
      (ours, raw, bpmnEngine) => {
        /** A new database for every run: none is measured on what an earlier one has left. */
        const onNew = (measure: (path: string) => Promise<Measured>) => () =>
          withFolder((fresh) => measure(join(fresh, 'bench.db')))
        const oursWith = (clients: number) => onNew((path) => ours.measure({ ...runWith(clients), database: { path } }))
        return interleave(scale.rounds, {
          ours1: oursWith(1),
          raw: onNew((path) => raw.measure({ ...runWith(1), template, recordingFile, path })),
          recovered: onNew((path) => bpmnEngine.measure({ ...runWith(1), path, way: 'recovered' })),
          ours16: oursWith(16),
          kept: onNew((path) => bpmnEngine.measure({ ...runWith(1), path, way: 'kept' })),
          ours64: oursWith(64),
        })
      },
    )

    const { raw, recovered, kept } = results
    const ours = { 1: results.ours1, 16: results.ours16, 64: results.ours64 }
    for (const clients of CLIENTS) printRateWith(clients, 'completions in process, SQLite', ours[clients])
    printRate('raw: fsynced single commits of the same rows', raw)
    printRate('bpmn-engine, state as JSON, recovered for each step', recovered)
    printRate('bpmn-engine, state as JSON, engine kept in memory', kept)
    const compare = (name: string, above: readonly Measured[], below: readonly Measured[], goal?: Goal): void =>
      figure(name, medianRatio(rates(above), rates(below)), 'times', {}, goal)
    compare('1 client to bpmn-engine recovered', ours[1], recovered, { atLeast: 12 })
    compare('1 client to bpmn-engine kept in memory', ours[1], kept)
    compare('1 client to raw', ours[1], raw, { atLeast: 0.4 })
    compare('16 clients to raw', ours[16], raw, { atLeast: 2 })
    compare('64 clients to raw', ours[64], raw, { atLeast: 3 })
  })
}
