import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { refusal } from '../../support/refusal.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('record.similar', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const improvement = async (title: string, data: Variables = {}, status = 'proposed'): Promise<string> => {
    const proposed = { title, proposal: title, source: 'staff', ...data }
    return (await open.records().create('improvement', proposed, { status })).id
  }
  const similar = async (text: string, input: Variables = {}): Promise<readonly Variables[]> => {
    const asked = { register: 'improvement', fields: ['title', 'proposal'], status: ['proposed', 'planning'] }
    const { variables } = await open.run('record.similar', { ...asked, text, ...input })
    return (variables?.['similar'] ?? []) as readonly Variables[]
  }

  it('finds open records in much the same words, the likest first', async () => {
    const near = await improvement('Saīsināt rindas klientu apkalpošanas centrā')
    const nearest = await improvement('Saīsināt klientu apkalpošanas rindas centrā Rīgā')
    await improvement('Sertifikātu termiņu uzraudzība')
    await improvement('Saīsināt rindas klientu apkalpošanas centrā', {}, 'rejected')

    const found = await similar('Klientu apkalpošanas centra rindu saīsināšana Rīgā')

    expect(found.map(({ id }) => id)).to.deep.equal([nearest, near])
    expect(found[1]).to.deep.equal({
      id: near,
      number: 'U-2026-001',
      title: 'Saīsināt rindas klientu apkalpošanas centrā',
      status: 'proposed',
      shared: 4,
    })
  })

  it('needs fewer words in common about the same service, and leaves out the record itself', async () => {
    const asked = 'Pieejamība zem mērķa: jāpārskata uzraudzība un kapacitāte šonedēļ'
    const other = await improvement('Pieejamība jūnijā zem saskaņotā: cēlonis sertifikāts un jauda', {
      serviceIds: ['service-s-014'],
    })

    expect(await similar(asked)).to.deep.equal([])
    expect(await similar(asked, { serviceIds: ['service-s-014'] })).to.have.length(1)
    expect(await similar(asked, { serviceIds: ['service-s-014'], exclude: other })).to.deep.equal([])
  })

  it('says which fields it needs', async () => {
    expect(String(await refusal(similar('Rindas', { fields: [] })))).to.contain('"fields"')
  })
})
