import { expect } from 'chai'
import { readConfig } from '../../../api/config.ts'
import { createEmailConnector, type EmailSettings } from '../../../api/mail/email-connector.ts'
import { DeliveryRefused } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { Connector, OutboxItem } from '../../../engine/ports.ts'
import { bodyOf, headerOf, openSmtpServer, type SmtpServer } from '../../support/smtp-server.ts'

const NOW = '2026-03-12T07:02:00.000Z'
const ID = '0195f0aa-0000-7000-8000-000000000001'

function itemOf(data: Variables, id = ID): OutboxItem {
  const nobody = { createdAt: NOW, createdBy: null, updatedAt: NOW, updatedBy: null }
  const record = { id, institutionId: 'i', register: 'notification', number: null, status: 'queued', version: 1 }
  return { id: 'item-1', institutionId: 'i', attempt: 1, record: { ...record, ...nobody, data } }
}

const LETTER = {
  recipient: 'anna@example.org',
  language: 'lv',
  subject: 'Jūsu pieteikums ir saņemts: īpaši garš temats par dzīvesvietas deklarēšanu ārzemēs un šķēršļiem, kas radās',
  body: 'Labdien, Anna Bērziņa!\n\nĢimenes ārsts: Žanis Ķēniņš.\n.\nAr cieņu',
}

describe('the e-mail connector', () => {
  let server: SmtpServer
  let connector: Connector
  const connect = (settings: Partial<EmailSettings> = {}): Connector =>
    createEmailConnector({
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: '',
      password: '',
      from: 'ritums@iestade.lv',
      fromName: 'Parauga iestāde',
      timeoutMs: 5000,
      ...settings,
    })
  const send = (data: Variables = {}, through = connector, id = ID) =>
    through.send(itemOf({ ...LETTER, ...data }, id), { now: NOW, signal: new AbortController().signal })
  const failing = async (sending: Promise<unknown>): Promise<Error> => {
    const error = await sending.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof Error)) throw new Error('Expected the sending to fail, but it did not.')
    return error
  }

  beforeEach(async () => {
    server = await openSmtpServer()
    connector = connect()
  })
  afterEach(async () => {
    await connector.close?.()
    await server.close()
  })

  it('writes Latvian as it is, from the institution, to one address', async () => {
    expect(await send()).to.deep.equal({ reference: `<${ID}@iestade.lv>` })

    const [letter] = server.received
    if (!letter) throw new Error('Expected an e-mail, but none came.')
    expect(letter.to).to.deep.equal(['anna@example.org'])
    expect(headerOf(letter, 'subject')).to.deep.equal([LETTER.subject])
    expect(headerOf(letter, 'from')).to.deep.equal(['Parauga iestāde <ritums@iestade.lv>'])
    expect(headerOf(letter, 'to')).to.deep.equal(['anna@example.org'])
    expect(headerOf(letter, 'content-type')).to.deep.equal(['text/plain; charset=utf-8'])
    expect(headerOf(letter, 'content-language')).to.deep.equal(['lv'])
    expect(headerOf(letter, 'auto-submitted')).to.deep.equal(['auto-generated'])
    expect(headerOf(letter, 'date').map((date) => new Date(date).toISOString())).to.deep.equal([NOW])
    expect(bodyOf(letter).replaceAll('\r\n', '\n').trimEnd()).to.equal(LETTER.body)
  })

  it('gives the same notification the same message id each time, over one connection', async () => {
    await send()
    await send()
    await send({}, connector, 'another')

    expect(server.received.flatMap((letter) => headerOf(letter, 'message-id'))).to.deep.equal([
      `<${ID}@iestade.lv>`,
      `<${ID}@iestade.lv>`,
      '<another@iestade.lv>',
    ])
    expect(server.connections()).to.equal(1)
  })

  it('lets no text become a header', async () => {
    const subject = 'Labdien\r\nBcc: visi@example.org\r\n\r\nUn viss pārējais\u2028\u0000'
    await send({ subject })
    await send({}, connect({ fromName: 'Iestāde\r\nBcc: visi@example.org' }))

    for (const letter of server.received) {
      expect(letter.to).to.deep.equal(['anna@example.org'])
      expect(letter.headers.map(([name]) => name)).to.not.include('bcc')
    }
    const [letter] = server.received
    expect(letter && headerOf(letter, 'subject')).to.deep.equal(['Labdien Bcc: visi@example.org Un viss pārējais'])
    expect(letter && bodyOf(letter)).to.contain('Žanis Ķēniņš')
  })

  it('writes to an address and nothing else', async () => {
    const wrong = [
      '',
      'anna',
      'anna@',
      'anna@localhost',
      'anna@example.org, juris@example.org',
      'Anna <anna@example.org>',
      'anna@example.org\r\nRCPT TO:<juris@example.org>',
      '"anna juris"@example.org',
      `${'a'.repeat(65)}@example.org`,
      'a@b@example.org',
    ]
    for (const recipient of wrong) expect(await failing(send({ recipient }))).to.be.instanceOf(DeliveryRefused)
    expect(server.connections()).to.equal(0)

    await send({ recipient: ' anna+izziņa@ķēniņš.example '.replace('izziņa', 'izzina') })
    expect(server.received[0]?.to).to.deep.equal(['anna+izzina@xn--ni-vma7l2c3h.example'])
  })

  it('tells what passes from what does not, without a word about the person', async () => {
    server.answers.rcpt = '450 4.2.1 <anna@example.org>: try later'
    const later = await failing(send())
    server.answers.rcpt = '550 5.1.1 <anna@example.org>: no such user'
    const never = await failing(send())
    server.answers.rcpt = '250 ok'
    server.answers.data = '552 5.2.2 anna@example.org is over quota'
    const full = await failing(send())

    expect(later).to.not.be.instanceOf(DeliveryRefused)
    expect(later.message).to.equal('The mail server answered: 450 4.2.1 <…>: try later')
    expect(never).to.be.instanceOf(DeliveryRefused)
    expect(never.message).to.equal('The mail server answered: 550 5.1.1 <…>: no such user')
    expect(full).to.be.instanceOf(DeliveryRefused)
    expect(full.message).to.equal('The mail server answered: 552 5.2.2 … is over quota')
    expect(server.received).to.have.lengthOf(0)
  })

  it('counts a refused login, a missing encryption or a silent server as ours to mend', async () => {
    server.answers.auth = '535 5.7.8 wrong'
    const refused = await failing(send({}, connect({ user: 'ritums', password: 'wrong' })))
    const open = await failing(send({}, connect({ security: 'starttls' })))
    const nowhere = await failing(send({}, connect({ port: 1 })))

    for (const error of [refused, open, nowhere]) expect(error).to.not.be.instanceOf(DeliveryRefused)
    expect(refused.message).to.contain('535 5.7.8 wrong')
    expect(nowhere.message).to.match(/^The mail server could not be reached \(\w+\)\.$/)
    expect(server.received).to.have.lengthOf(0)
  })
})

describe('the settings of e-mail', () => {
  it('need a sender, and never send a password in the open', () => {
    const from = { SMTP_HOST: 'mail.iestade.lv', MAIL_FROM: 'ritums@iestade.lv' }
    expect(readConfig(from)).to.include({ smtpHost: 'mail.iestade.lv', smtpPort: 587, smtpSecurity: 'starttls' })
    expect(() => readConfig({ SMTP_HOST: 'mail.iestade.lv' })).to.throw('Expected MAIL_FROM')
    expect(() => readConfig({ MAIL_FROM: 'Ritums <ritums@iestade.lv>' })).to.throw('an e-mail address such as')
    const login = { ...from, SMTP_USER: 'ritums', SMTP_SECURITY: 'none' }
    expect(() => readConfig(login)).to.throw('Expected SMTP_SECURITY')
    expect(readConfig({ ...login, SMTP_HOST: '127.0.0.1' }).smtpSecurity).to.equal('none')
  })
})
