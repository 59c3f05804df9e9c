/** How long deploying a large diagram takes in process on SQLite, with its drawing and without; and making a drawing. */
import { join } from 'node:path'
import { loadEngine } from '../built.ts'
import { cpuSeconds, figure } from '../figure.ts'
import { largeDiagram } from '../large-diagram.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { openEngine } from '../subjects/engine.ts'
import { withFolder } from '../temporary-folder.ts'

const NODES = 1_000

/** Each round deploys another text, so that each is a new version. The first starts the reading thread and is not counted. */
export async function measureDeploy(): Promise<void> {
  const { EMBEDDED: by, TYPICAL: owner } = await loadEngine()
  await withFolder(async (folder) => {
    const engine = await openEngine({ path: join(folder, 'bench.db') })
    const deploy = async (content: string) => {
      const resources = [{ name: 'large.bpmn', content }]
      const [start, cpu] = [performance.now(), cpuSeconds()]
      const { definitions } = await engine.deploy({ by, name: 'bench', owner, resources, activate: true })
      const [ms, cpuMs] = [performance.now() - start, 1000 * (cpuSeconds() - cpu)]
      return { ms, cpuMs, definitionId: definitions[0]?.id ?? '' }
    }
    const read = async (definitionId: string) => {
      const [start, cpu] = [performance.now(), cpuSeconds()]
      const xml = await engine.getDefinitionXml({ institutionId: by.institutionId, definitionId })
      return { ms: performance.now() - start, cpuMs: 1000 * (cpuSeconds() - cpu), xml }
    }

    const times: Record<'drawn' | 'bare' | 'drawing', { ms: number; cpuMs: number }[]> = {
      drawn: [],
      bare: [],
      drawing: [],
    }
    let bytes = { bare: 0, drawn: 0 }
    for (let round = 0; round <= scale.rounds; round += 1) {
      const bare = await deploy(largeDiagram(NODES, `round ${round}`))
      const drawing = await read(bare.definitionId)
      const { xml } = drawing
      const drawn = await deploy(xml.replaceAll(`round ${round}`, `drawn ${round}`))
      bytes = { bare: Buffer.byteLength(largeDiagram(NODES, '')), drawn: Buffer.byteLength(xml) }
      if (round === 0) continue
      times.bare.push(bare)
      times.drawing.push(drawing)
      times.drawn.push(drawn)
    }
    await engine.close()
    const print = (name: string, runs: readonly { ms: number; cpuMs: number }[], size: number, atMost?: number) =>
      figure(
        name,
        median(runs.map(({ ms }) => ms)),
        'ms',
        {
          nodes: NODES,
          bytes: size,
          cpuMs: Math.round(median(runs.map(({ cpuMs }) => cpuMs))),
          runs: runs.map(({ ms }) => Math.round(ms)),
        },
        atMost === undefined ? undefined : { atMost },
      )
    print('deploy-1000-elements, with drawing', times.drawn, bytes.drawn, 500)
    print('deploy-1000-elements, without drawing', times.bare, bytes.bare, 500)
    print('drawing made for 1000 elements', times.drawing, bytes.bare)
  })
}
