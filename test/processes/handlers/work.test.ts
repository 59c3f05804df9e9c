import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects, texts } from '../../../processes/handlers/input.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('handlers of work', () => {
  let open: OpenCase

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  describe('work.cancelCheck', () => {
    const cancellable = async (applicationId: string) =>
      (await open.run('work.cancelCheck', { applicationId })).variables?.['workCancellable']

    it('allows it until the result is sent', async () => {
      const open1 = await open.application({}, { status: 'escalated_l2' })
      const sent = await open.application({}, { status: 'resolved' })

      expect(await cancellable(open1.id)).to.equal(true)
      expect(await cancellable(sent.id)).to.equal(false)
    })

    it('looks at the requests of the application, too', async () => {
      const { id } = await open.application({}, { status: 'escalated_l2' })
      const request = await open.records().create('request', { applicationId: id }, { status: 'accepted' })
      expect(await cancellable(id)).to.equal(true)

      await open.records().update('request', request.id, {}, { status: 'completed' })

      expect(await cancellable(id)).to.equal(false)
    })
  })

  describe('work.cancelCheck of an application that was opened again', () => {
    it('looks at the newest request alone', async () => {
      const { id } = await open.application({}, { status: 'escalated_l2' })
      await open.records('2026-03-12T07:00:00.000Z').create('request', { applicationId: id }, { status: 'completed' })
      await open.records('2026-03-12T08:00:00.000Z').create('request', { applicationId: id }, { status: 'accepted' })
      const { variables } = await open.run('work.cancelCheck', { applicationId: id })
      expect(variables).to.deep.equal({ workCancellable: true })
    })
  })

  describe('message.resend', () => {
    it('throws the message anew', async () => {
      const payload = { applicationId: 'a', reason: 'x' }
      const outcome = await open.run('message.resend', { messageName: 'work.cancelled', correlationKey: 'a', payload })
      const alone = await open.run('message.resend', { messageName: 'request.escalated', correlationKey: null })

      expect(outcome.messages).to.deep.equal([{ name: 'work.cancelled', correlationKey: 'a', payload }])
      expect(alone.messages).to.deep.equal([{ name: 'request.escalated', correlationKey: null, payload: {} }])
    })
  })

  describe('knowledge.search', () => {
    const search = async (input: Variables) => {
      const { variables } = await open.run('knowledge.search', input)
      const ids = (list: unknown) => (list as Variables[]).map(({ id }) => id)
      return { articles: ids(variables?.['articles']), knownErrors: ids(variables?.['knownErrors']), variables }
    }

    it('finds what is written for the service first, then what shares words with the text', async () => {
      const { articles, knownErrors, variables } = await search({
        serviceId: 'service-s-014',
        text: 'Pēc pieslēgšanās e-pakalpojumam pārlūks rāda tukšu lapu',
      })

      expect(articles).to.deep.equal(['article-declare-online', 'article-login-fails'])
      expect(knownErrors).to.deep.equal(['known-error-old-browser'])
      expect(objects(variables ?? {}, 'articles')[0]).to.deep.include({
        title: { lv: 'Kā deklarēt dzīvesvietu internetā', en: 'How to declare a residence online' },
      })
    })

    it('finds words in any form without a service, and nothing where nothing fits', async () => {
      expect((await search({ text: 'Kāds ir iestādes darba laiks?' })).articles).to.include('article-opening-hours')
      expect((await search({ text: 'Pilnīgi cits temats' })).articles).to.deep.equal([])
      expect((await search({})).articles).to.deep.equal([])
    })

    it('leaves out withdrawn articles', async () => {
      await open.records().update('knowledge-article', 'article-archive-request', {}, { status: 'retired' })

      expect((await search({ serviceId: 'service-s-021' })).articles).to.deep.equal([])
    })
  })

  describe('cost.record', () => {
    it('records work by the hour and further lines, and adds them to the application', async () => {
      const { id } = await open.application({ serviceId: 'service-s-021', cost: 10 })
      const lines: Variables[] = [
        { item: 'Kopijas', amount: 4.5, nature: 'direct', frequency: 'one_off' },
        { item: 'tukša' },
      ]

      const { variables } = await open.run('cost.record', {
        applicationId: id,
        processKey: 'application',
        minutes: 150,
        lines,
      })

      const ids = texts(variables?.['costEntryIds'])
      const entries = await Promise.all(ids.map((entry) => open.dataOf('cost-entry', entry)))
      expect(
        entries.map(({ item, minutes, rate, amount, nature, frequency }) => [
          item,
          minutes,
          rate,
          amount,
          nature,
          frequency,
        ]),
      ).to.deep.equal([
        ['Kopijas', undefined, undefined, 4.5, 'direct', 'one_off'],
        [undefined, 150, 18, 45, 'direct', 'recurring'],
      ])
      expect(entries[1]).to.include({
        applicationId: id,
        serviceId: 'service-s-021',
        processKey: 'application',
        date: '2026-03-12',
        taskId: 'APP_S01',
      })
      expect((await open.records().get('application', id))?.data['cost']).to.equal(59.5)
    })

    it('records on any record, and says what that has cost so far', async () => {
      const { id: applicationId } = await open.application({ serviceId: 'service-s-021' })
      const input = { processKey: 'request', recordId: 'request-1', record: 'PP-2026-000001', applicationId }
      const line = (amount: number): Variables => ({ lines: [{ item: 'Kopijas', amount }] })
      await open.run('cost.record', { ...input, ...line(4.5) })
      await open.run('cost.record', { ...input, recordId: 'request-2', ...line(100) })
      const { variables } = await open.run('cost.record', { ...input, ...line(1.25), serviceId: 'service-s-014' })
      const alone = await open.run('cost.record', { processKey: 'change', recordId: 'change-1', minutes: 60 })

      expect(variables?.['cost']).to.equal(5.75)
      expect(alone.variables?.['cost']).to.equal(18)
      const [id = ''] = texts(variables?.['costEntryIds'])
      expect(await open.dataOf('cost-entry', id)).to.include({
        recordId: 'request-1',
        record: 'PP-2026-000001',
        serviceId: 'service-s-014',
      })
      expect((await open.dataOf('application', applicationId))['cost']).to.equal(105.75)
    })

    it('takes a rate of its own and records nothing for no work', async () => {
      const { variables } = await open.run('cost.record', { processKey: 'application', minutes: 10, rate: 20 })
      const nothing = await open.run('cost.record', { processKey: 'application', minutes: null })

      const [id = ''] = texts(variables?.['costEntryIds'])
      expect((await open.records().get('cost-entry', id))?.data['amount']).to.equal(3.33)
      expect(nothing.variables?.['costEntryIds']).to.deep.equal([])
    })
  })

  describe('survey.send', () => {
    it('asks the same share of applications each time', async () => {
      const asked = async (settings: Variables) => {
        const house = await openCase({ settings })
        const ids: string[] = []
        for (let at = 0; at < 60; at += 1) {
          const { id } = await house.application({ preferredChannel: 'post' }, { id: `application-${at}` })
          const { variables } = await house.run('survey.send', { applicationId: id, closureCode: 'answered' })
          if (variables?.['surveyId'] !== null) ids.push(id)
        }
        await house.close()
        return ids
      }

      const some = await asked({ surveySampleRate: 0.2 })

      expect(some.length).to.be.within(4, 22)
      expect(await asked({ surveySampleRate: 0.2 })).to.deep.equal(some)
      expect(await asked({ surveySampleRate: 0 })).to.deep.equal([])
      expect(await asked({ surveySampleRate: 1 })).to.have.length(60)
    })

    it('records the survey and queues its text, but never for a duplicate', async () => {
      const house = await openCase({ settings: { surveySampleRate: 1 } })
      const { id } = await house.application({ preferredChannel: 'email', contactEmail: 'a@example.com' })

      const sent = await house.run('survey.send', { applicationId: id, closureCode: 'answered' })
      const duplicate = await house.run('survey.send', { applicationId: id, closureCode: 'duplicate' })

      const survey = await house.records().get('survey', String(sent.variables?.['surveyId']))
      expect(survey).to.include({ status: 'sent' })
      expect(survey?.data).to.include({ applicationId: id, period: '2026-03', channel: 'email' })
      expect(await house.records().list('notification', { where: { event: 'survey' } })).to.have.length(1)
      expect(sent.history?.[0]?.type).to.equal('notification-queued')
      expect(duplicate.variables).to.deep.equal({ surveyId: null })
      await house.close()
    })
  })
})
