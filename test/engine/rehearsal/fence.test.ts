import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { refusal } from '../../support/refusal.ts'
import type { Rehearsal } from '../../../engine/rehearsal/rehearsal.ts'
import {
  DEFAULT_REHEARSAL_BUDGET,
  DEFAULT_REHEARSAL_LIMITS,
  type RehearsalBudget,
  type RehearsalLimits,
} from '../../../engine/rehearsal/rehearsal-budget.ts'
import { createRehearsals } from '../../../engine/rehearsal/rehearsals.ts'
import { prepare, rehearsed } from './rehearsing.ts'

const SIMPLE = bpmn('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', 's > a > e')

/** bpmn-engine walks all ways ahead where a process begins at two places: with each gateway there are twice as many. */
const GATEWAYS = Array.from({ length: 30 }, (_, index) => index)
const ENDLESS = bpmn(
  `<startEvent id="s1"/><startEvent id="s2"/><userTask id="u"/><userTask id="v"/>${GATEWAYS.map((n) => `<exclusiveGateway id="g${n}"/><task id="t${n}"/>`).join('')}<endEvent id="e"/>`,
  `s1 > u; s2 > v; u > g0; v > g0; ${GATEWAYS.map((n) => `g${n} > t${n} [=x]; g${n} > ${n === 29 ? 'e' : `g${n + 1}`} [default]; t${n} > ${n === 29 ? 'e' : `g${n + 1}`}`).join('; ')}`,
)

/** bpmn-engine makes queues and exchanges for each element before it begins: some 50 kB. */
const TASKS = Array.from({ length: 3000 }, (_, index) => `t${index}`)
const LARGE = bpmn(
  `<startEvent id="s"/>${TASKS.map((id) => `<userTask id="${id}"/>`).join('')}<endEvent id="e"/>`,
  `s > ${TASKS.join(' > ')} > e`,
)

async function fenced(
  xml: string,
  budget: Partial<RehearsalBudget> = {},
  limits: Partial<RehearsalLimits> = {},
): Promise<Rehearsal> {
  const { definition } = await prepare(xml)
  const rehearsals = createRehearsals()
  try {
    return await rehearsals.rehearse({
      definitionId: 'd1',
      version: 1,
      definition,
      xml,
      budget: { ...DEFAULT_REHEARSAL_BUDGET, ...budget },
      limits: { ...DEFAULT_REHEARSAL_LIMITS, ...limits },
    })
  } finally {
    await rehearsals.close()
  }
}

describe('the fence around a rehearsal', () => {
  it('lets both engines work in a thread of their own', async () => {
    const { comparison, isClean, paths } = await fenced(SIMPLE)

    expect(paths).to.have.length(1)
    expect(comparison).to.deep.include({ engine: 'bpmn-engine', compared: ['s', 'a', 'e'], failures: [] })
    expect(isClean).to.equal(true)
  })

  it('stops a second engine that does not come back, and says so for that path alone', async () => {
    const { comparison, findings, isClean } = await fenced(ENDLESS, {}, { replayTimeoutMs: 700, failures: 1 })

    expect(comparison.failures.map(({ reason }) => reason)).to.deep.equal([
      'not compared: it failed with: it took longer than 700 ms',
    ])
    expect(comparison.compared).to.deep.equal([])
    // Our own machine has seen all of it.
    expect(findings).to.deep.equal([])
    expect(isClean).to.equal(true)
  })

  it('stops one that takes too much memory', async () => {
    const { comparison } = await fenced(
      LARGE,
      { stepsPerPath: 1 },
      { maxHeapMb: 64, replayTimeoutMs: 30_000, failures: 1 },
    )

    expect(comparison.failures.map(({ reason }) => reason)).to.deep.equal([
      'not compared: it failed with: it used more than 64 MiB of memory',
    ])
  })

  it('refuses what not even our own machine can be seen through', async () => {
    const error = await refusal(fenced(SIMPLE, {}, { maxHeapMb: 2 }))

    expect(error).to.deep.include({ code: 'rehearsal-failed' })
  })

  it('goes on with a new thread after one that was stopped', async () => {
    const { comparison } = await fenced(ENDLESS, {}, { replayTimeoutMs: 300, failures: 2 })

    expect(comparison.failures).to.have.length(2)
  })

  it('keeps this thread free while it works', async () => {
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const xml = readFileSync(new URL('../../../processes/application.bpmn', import.meta.url), 'utf8')
    const { definition } = await prepare(xml)
    const rehearsals = createRehearsals()
    last = performance.now()
    longest = 0
    const answer = rehearsals.rehearse({
      definitionId: 'd1',
      version: 1,
      definition,
      xml,
      budget: DEFAULT_REHEARSAL_BUDGET,
      limits: DEFAULT_REHEARSAL_LIMITS,
    })
    const { comparison, paths, budget } = await answer
    clearInterval(watch)
    await rehearsals.close()

    expect(paths.length).to.be.greaterThan(50)
    expect(comparison.differences).to.deep.equal([])
    expect(budget.exhausted).to.equal(false)
    // Others compute on the same processors; what blocks this thread is of another order.
    expect(longest).to.be.lessThan(500)
  })

  it('lets one run, two wait, and refuses further ones', async () => {
    const { definition } = await prepare(SIMPLE)
    const rehearsals = createRehearsals()
    const input = {
      definitionId: 'd1',
      version: 1,
      definition,
      xml: SIMPLE,
      budget: DEFAULT_REHEARSAL_BUDGET,
      limits: DEFAULT_REHEARSAL_LIMITS,
    }
    const asked = [1, 2, 3].map(() => rehearsals.rehearse(input))
    const fourth = await refusal(rehearsals.rehearse(input))

    expect(fourth).to.deep.include({ code: 'rehearsal-busy', nature: 'busy' })
    expect((await Promise.all(asked)).map(({ isClean }) => isClean)).to.deep.equal([true, true, true])
    await rehearsals.close()
    expect(await refusal(rehearsals.rehearse(input))).to.deep.include({ code: 'rehearsal-busy' })
  })
})

describe('a rehearsal that nobody waits for', () => {
  it('is stopped, whatever it does at that time, and makes room for the next', async () => {
    const { definition } = await prepare(ENDLESS)
    const rehearsals = createRehearsals()
    const limits = { ...DEFAULT_REHEARSAL_LIMITS, replayTimeoutMs: 60_000 }
    const budget = { ...DEFAULT_REHEARSAL_BUDGET, milliseconds: 60_000 }
    const input = { definitionId: 'd1', version: 1, definition, xml: ENDLESS, budget, limits }
    const [first, second] = [new AbortController(), new AbortController()]
    const stopped = [rehearsals.rehearse(input, first.signal), rehearsals.rehearse(input, second.signal)].map(refusal)
    // By then bpmn-engine is on its way, or the thread is just starting.
    setTimeout(() => first.abort(), 3_000)
    setTimeout(() => second.abort(), 100)

    for (const error of await Promise.all(stopped)) expect(error).to.deep.include({ code: 'rehearsal-stopped' })
    const simple = await prepare(SIMPLE)
    const next = await rehearsals.rehearse({ ...input, definition: simple.definition, xml: SIMPLE })
    expect(next.isClean).to.equal(true)
    await rehearsals.close()
  })

  it('is stopped when the engine closes', async () => {
    const { definition } = await prepare(ENDLESS)
    const rehearsals = createRehearsals()
    const limits = { ...DEFAULT_REHEARSAL_LIMITS, replayTimeoutMs: 60_000 }
    const budget = { ...DEFAULT_REHEARSAL_BUDGET, milliseconds: 60_000 }
    const stopped = refusal(
      rehearsals.rehearse({ definitionId: 'd1', version: 1, definition, xml: ENDLESS, budget, limits }),
    )
    setTimeout(() => void rehearsals.close(), 1_000)

    expect(await stopped).to.deep.include({ code: 'rehearsal-stopped' })
  })
})

describe('a hostile diagram in a rehearsal', () => {
  const evil = `constructor.constructor('globalThis.owned=1')()`
  const xml = bpmn(
    `<startEvent id="s"/>
     <scriptTask id="computed" scriptFormat="javascript"><script>globalThis.owned = 1; for(;;){}</script></scriptTask>
     <serviceTask id="service" implementation="\${environment.${evil}}" camunda:type="external" camunda:topic="t"/>
     <callActivity id="call" calledElement="\${environment.${evil}}"/>
     <receiveTask id="receive" messageRef="m"/>
     <userTask id="loop"><multiInstanceLoopCharacteristics><loopCardinality>\${environment.${evil}}</loopCardinality></multiInstanceLoopCharacteristics></userTask>
     <intermediateCatchEvent id="timer"><timerEventDefinition><timeDuration>\${environment.${evil}}</timeDuration></timerEventDefinition></intermediateCatchEvent>
     <exclusiveGateway id="g"/><endEvent id="e"/><endEvent id="e2"/>`,
    `s > computed > service > call > receive > loop > timer > g; g > e [\${environment.${evil}}]; g > e2 [default]`,
    { roots: `<message id="m" name="\${environment.${evil}}"/>` },
  )

  it('brings nothing of its texts to bpmn-engine', async () => {
    const { drawn } = await prepare(xml)
    const text = drawn(null)

    expect(text).not.to.match(/constructor|owned|script|\$\{|implementation/)
    expect(text).to.include('id="service"').and.include('choice:g_e')
  })

  it('runs nothing of its texts', async () => {
    const { comparison } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    expect(Object.hasOwn(globalThis, 'owned')).to.equal(false)
  })

  it('cannot break out of the diagram by its ids', async () => {
    const sly = bpmn(
      `<startEvent id="s"/><userTask id="a&quot;/&gt;&lt;scriptTask id=&quot;b"/><endEvent id="e"/>
       <sequenceFlow id="f1" sourceRef="s" targetRef="e"/>`,
    )
    const { drawn } = await prepare(sly)

    expect(drawn(null)).not.to.include('<scriptTask')
  })
})
