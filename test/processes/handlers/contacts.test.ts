import { expect } from 'chai'
import { idIn, openCase, type OpenCase } from './open-case.ts'

describe('notify.contact', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  it('writes to the address that the register knows', async () => {
    const outcome = await open.run('notify.contact', {
      register: 'partner',
      id: 'partner-mitava',
      template: 'supplier_request',
      record: 'PG-2026-0007',
      serviceId: 'service-s-014',
      data: { title: 'Serveris neatbild', text: 'Lūdzam pārbaudīt.', reference: 'request-7' },
    })
    const [letter] = await open.records().list('notification')
    expect(outcome.variables?.['notification']).to.deep.equal({ id: letter?.id })
    expect(outcome.history?.map(({ type }) => type)).to.deep.equal(['notification-queued'])
    expect(letter?.data).to.include({
      channel: 'email',
      recipient: 'atbalsts@mitavas-sistemas.example',
      record: 'PG-2026-0007',
      subject: 'Jautājums PG-2026-0007: Serveris neatbild',
    })
    expect(letter?.data['body'])
      .to.contain('Atbildot norādiet: request-7.')
      .and.contain('Pakalpojums: Dzīvesvietas deklarēšana.')
  })

  it('writes nothing where there is nobody or no address to write to', async () => {
    const { id } = await open.records().create('partner', { name: 'Bez adreses', kind: 'supplier' })
    const template = 'supplier_request'
    for (const given of [null, id]) {
      const outcome = await open.run('notify.contact', { register: 'partner', id: given, template })
      expect(outcome.variables).to.deep.equal({ notification: null })
    }
    expect(await open.records().list('notification')).to.deep.equal([])
    const missing = await open
      .run('notify.contact', { register: 'partner', id: 'nobody', template })
      .catch((error: Error) => error.message)
    expect(missing).to.contain('partner record').and.contain('nobody')
  })

  it('writes to the contact address of an institution', async () => {
    const input = { register: 'institution', template: 'application_forwarded', record: 'P-2026-000001' }
    const data = { subject: 'Arhīvs', refusalReason: 'Cita kompetence.' }
    const outcome = await open.run('notify.contact', { ...input, id: 'institution-arhivs', data })
    const written = await open.dataOf('notification', idIn(outcome, 'notification'))
    expect(written).to.include({
      recipient: 'pasts@arhivs.example',
      channel: 'email',
      record: 'P-2026-000001',
      subject: 'Pārsūtīts pieteikums P-2026-000001: Arhīvs',
    })
    expect(written['body']).to.contain('Cita kompetence.')
  })
})
