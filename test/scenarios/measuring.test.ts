/** What happens in cases becomes figures, and figures become values that a scheme writes down; the engine closed and opened between. */
import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { loadProcessData } from '../../processes/load-process-data.ts'
import { measure } from '../../processes/measuring/measure.ts'
import { bpmn } from '../support/bpmn.ts'
import { executorBundle } from '../support/executor.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'

const { kac, opm } = PEOPLE
const { indicators } = loadProcessData('processes')

const MEASURE = bpmn(
  `<startEvent id="begin"/>
   <serviceTask id="compute" camunda:class="kpi.compute"><extensionElements><camunda:inputOutput>
     <camunda:inputParameter name="period">=period</camunda:inputParameter>
     <camunda:outputParameter name="measured">=values</camunda:outputParameter>
   </camunda:inputOutput></extensionElements></serviceTask>
   <endEvent id="done"/>`,
  'begin > compute > done',
  { key: 'measure' },
)

for (const restarts of [false, true]) {
  describe(`measuring${restarts ? ', restarted between every two steps' : ''}`, function () {
    this.timeout(120_000)
    let house: House
    beforeEach(async () => {
      house = await House.open({ restarts, bundle: [...executorBundle, { name: 'measure.bpmn', content: MEASURE }] })
    })
    afterEach(() => house.close())

    const answer = async (hours: number, score: number | null, l1Solved = true): Promise<string> => {
      const id = await house.submit()
      await house.passTime({ hours })
      const form: Variables = { kind: 'information', serviceId: 'service-s-001', category: 'category-information' }
      const weight: Variables = { impact: 'limited', urgency: 'low', admissibility: 'ok', l1Solvable: true }
      await house.complete('APP_U01', kac, { ...form, ...weight, supportType: 'information' }, id)
      await house.complete('APP_P01_U1', kac, { answer: 'Atbilde.', l1Solved }, id)
      await house.complete(
        'APP_U04',
        kac,
        { resultSummary: 'Skaidrots.', deliveryChannel: 'email', confirmedOnSpot: false },
        id,
      )
      if (score !== null) await house.send('client.confirmed', id, { score })
      return id
    }
    const valueOf = async (key: string, period: string): Promise<number | null | undefined> => {
      const asked = { indicators: indicators.filter((one) => one.key === key), periods: [period] }
      const read = (query: Parameters<Parameters<typeof measure>[0]>[0]) =>
        house.engine.getSums({ ...query, institutionId: INSTITUTION })
      return (await measure(read, asked, house.instant))[0]?.value
    }

    it('follows applications from their start to their end, also when they end late', async () => {
      await answer(1, 5)
      const open = await answer(3, null)
      // One is closed; the other has its result and waits for the client.
      expect(await valueOf('application.volume', '2026-03')).to.equal(2)
      expect(await valueOf('application.first-level', '2026-03')).to.equal(100)
      expect(await valueOf('application.backlog-age', '2026-03')).to.equal(0.125)
      // An hour and three hours of working time: each case when it has ended.
      expect(await valueOf('application.classification-time', '2026-03')).to.equal(1)

      await house.send('client.confirmed', open, { score: 2 })
      expect(await valueOf('application.classification-time', '2026-03')).to.equal(2)
      expect(await valueOf('application.backlog-age', '2026-03')).to.equal(null)
      expect(await valueOf('application.closed-in-term', '2026-03')).to.equal(100)
    })

    it('writes the values of a period down, once, by a step of a scheme', async () => {
      await answer(2, 4)
      await house.passTime({ days: 31 })
      for (let time = 0; time < 2; time += 1) {
        await house.engine.startProcessInstance({ by: opm, processKey: 'measure', variables: { period: '2026-03' } })
        await house.settle()
      }
      const kept = await house.records('indicator-value', { period: '2026-03' })
      const own = kept.filter(({ data }) => String(data['indicatorId']).startsWith('indicator-application-'))
      const values = Object.fromEntries(own.map(({ data }) => [data['indicatorId'], data['value'] ?? data['reason']]))
      expect(own).to.have.length(Object.keys(values).length)
      expect(values).to.include({
        'indicator-application-first-level': 100,
        'indicator-application-classification-time': 2,
        'indicator-application-volume': 1,
        'indicator-application-misrouting': 'division-by-zero',
      })
    })
  })
}
