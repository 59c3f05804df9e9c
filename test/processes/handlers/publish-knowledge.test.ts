import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { idIn, NOW, openCase, type OpenCase } from './open-case.ts'

describe('knowledge.publish', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const error = (data: Variables = {}): Variables => ({
    title: { lv: 'Pielikumus nevar augšupielādēt' },
    symptoms: { lv: null },
    workaround: { lv: 'Sūtiet pa e-pastu.', en: ' ' },
    serviceIds: ['service-s-030'],
    ...data,
  })

  it('makes a known error that client attendants find', async () => {
    const outcome = await open.run('knowledge.publish', { data: error(), visibility: 'kac' })

    const id = idIn(outcome, 'article')
    expect(outcome.variables?.['article']).to.include({ number: 'ZK-2026-0002', status: 'open' })
    expect(await open.dataOf('known-error', id)).to.deep.equal({
      title: { lv: 'Pielikumus nevar augšupielādēt' },
      workaround: { lv: 'Sūtiet pa e-pastu.' },
      serviceIds: ['service-s-030'],
      visibility: 'kac',
      publishedAt: NOW,
    })
    const { variables } = await open.run('knowledge.search', { serviceId: 'service-s-030', text: 'augšupielādēt' })
    const known = (variables?.['knownErrors'] ?? []) as readonly Variables[]
    expect(known.map((found) => found['id'])).to.include(id)
  })

  it('changes the one that is there, and keeps when it was first published', async () => {
    const id = idIn(await open.run('knowledge.publish', { data: error(), visibility: 'kac' }), 'article')
    const data = { workaround: { lv: null, en: 'Use e-mail.' }, symptoms: { lv: 'Kļūda.', en: 'Error.' } }

    const again = await open.run(
      'knowledge.publish',
      { id, data, visibility: 'public', status: 'closed' },
      { now: '2026-03-20T07:00:00.000Z' },
    )

    expect(again.variables?.['article']).to.include({ id, status: 'closed', version: 2 })
    expect(await open.dataOf('known-error', id)).to.deep.include({
      title: { lv: 'Pielikumus nevar augšupielādēt' },
      workaround: { lv: 'Use e-mail.', en: 'Use e-mail.' },
      symptoms: { lv: 'Kļūda.', en: 'Error.' },
      visibility: 'public',
      publishedAt: NOW,
    })
  })

  it('publishes into any register of knowledge, under the id that the diagram gives', async () => {
    const data = { title: { lv: 'Raksts' }, body: { lv: 'Teksts' }, audience: 'staff' }

    await open.run('knowledge.publish', { register: 'knowledge-article', id: 'article-1', data })

    expect(await open.dataOf('knowledge-article', 'article-1')).to.deep.equal(data)
  })
})
