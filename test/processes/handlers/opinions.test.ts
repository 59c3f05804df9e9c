import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects } from '../../../processes/handlers/input.ts'
import { idIn, openCase, type OpenCase } from './open-case.ts'

const member = (key: string, name: string): Variables => ({
  key,
  name,
  reason: { lv: `Atbild par ${name}`, en: `Answers for ${name}` },
})
const MEMBERS = [member('a', 'Anna'), member('b', 'Bruno'), member('c', 'Centa'), member('d', 'Dainis')]
const OPINIONS = [
  { key: 'c', opinion: 'object', comment: 'Par agru.', conditions: null },
  { key: 'a', opinion: 'support', comment: null, conditions: null },
  { key: 'b', opinion: 'conditional', conditions: 'Pārbaudīt naktī.', comment: null },
]

describe('opinion.summarise', () => {
  let open: OpenCase
  afterEach(() => open.close())

  const summarise = (input: Variables = {}) =>
    open.run('opinion.summarise', {
      members: MEMBERS,
      opinions: OPINIONS,
      template: 'change_minutes',
      data: { number: 'I-2026-0007', title: 'Jauna veidlapa' },
      ...input,
    })

  it('writes the minutes of everybody who was asked; no opinion is recorded as none', async () => {
    open = await openCase({ seeded: true })

    const outcome = await summarise()

    const opinions = objects(outcome.variables ?? {}, 'opinions')
    expect(opinions.map(({ member: name, opinion, missing }) => [name, opinion ?? missing])).to.deep.equal([
      ['Anna', 'support'],
      ['Bruno', 'conditional'],
      ['Centa', 'object'],
      ['Dainis', true],
    ])
    expect(outcome.variables?.['counts']).to.deep.equal({
      memberCount: 4,
      supportCount: 1,
      conditionalCount: 1,
      objectCount: 1,
      missingCount: 1,
    })
    const document = await open.dataOf('document', idIn(outcome, 'document'))
    expect(document).to.include({ name: 'Izmaiņu I-2026-0007 padomes protokols', language: 'lv' })
    expect(document['content']).to.equal(
      [
        'Izmaiņas “Jauna veidlapa” (Nr. I-2026-0007).',
        'Uzaicināti: 4. Atbalsta: 1. Atbalsta ar nosacījumiem: 1. Iebilst: 1. Atzinumu nav snieguši: 1.',
        String(outcome.variables?.['opinionSummary']),
      ].join('\n\n'),
    )
    expect(outcome.variables?.['opinionSummary']).to.equal(
      [
        'Anna (Atbild par Anna) – atbalsta',
        'Bruno (Atbild par Bruno) – atbalsta ar nosacījumiem',
        'Nosacījumi: Pārbaudīt naktī.',
        'Centa (Atbild par Centa) – iebilst',
        'Par agru.',
        'Dainis (Atbild par Dainis) – atzinumu termiņā nav sniedzis, iebildumu nav',
      ].join('\n'),
    )
  })

  it('writes in the language of the institution, on the application', async () => {
    open = await openCase({ seeded: true, settings: { language: 'en' } })
    const { id } = await open.application()

    const outcome = await summarise({ applicationId: id, opinions: [] })

    const document = await open.dataOf('document', idIn(outcome, 'document'))
    expect(document).to.include({ applicationId: id, name: 'Minutes of the board on change I-2026-0007' })
    expect(document['content']).to.contain('Anna (Answers for Anna) – gave no opinion in time: no objection')
  })

  it('refuses a template that is not there', async () => {
    open = await openCase()
    const error = await summarise({ template: 'no_such' }).then(
      () => null,
      (one: Error) => one,
    )
    expect(error?.message).to.contain('no_such')
  })
})
