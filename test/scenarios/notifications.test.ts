import { expect } from 'chai'
import { createEmailConnector } from '../../api/mail/email-connector.ts'
import { House, INSTITUTION } from '../support/house.ts'
import { bodyOf, headerOf, openSmtpServer, type SmtpServer } from '../support/smtp-server.ts'

describe('what a client is told of an application', () => {
  let server: SmtpServer
  let house: House
  beforeEach(async () => {
    server = await openSmtpServer()
  })
  afterEach(async () => {
    await house.close()
    await server.close()
  })

  it('comes by e-mail, each event once, however often the server is restarted', async () => {
    const email = createEmailConnector({
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: '',
      password: '',
      from: 'ritums@iestade.lv',
      fromName: 'Parauga iestāde',
      timeoutMs: 5000,
    })
    // Closed by the test: the engine that is opened again goes on with it.
    house = await House.open({
      restarts: true,
      connectors: { email: { send: (item, context) => email.send(item, context) } },
    })
    await house.submit()
    await house.passTime({ hours: 1 })
    await email.close?.()

    const [told] = await house.records('notification', { event: 'app_received' })
    const { sentAt, messageId } = told?.data ?? {}
    expect(told?.status).to.equal('sent')
    expect(sentAt).to.be.a('string')
    const letters = server.received.filter((letter) => headerOf(letter, 'message-id')[0] === messageId)
    expect(letters).to.have.lengthOf(1)
    for (const letter of letters) {
      expect(letter.to).to.deep.equal(['anna@example.org'])
      expect(headerOf(letter, 'subject')).to.deep.equal([told?.data['subject']])
      expect(bodyOf(letter)).to.contain('Kā deklarēt dzīvesvietu?')
    }
    const byEmail = await house.records('notification', { channel: 'email' })
    expect(server.received).to.have.lengthOf(byEmail.length)
  })

  it('is kept in the case where no mail server is set up', async () => {
    house = await House.open()
    await house.submit()

    const [told] = await house.records('notification', { event: 'app_received' })
    expect(told?.status).to.equal('kept')
    expect(told?.data['body']).to.contain('Kā deklarēt dzīvesvietu?')
    const { items } = await house.engine.listOutbox({
      institutionId: INSTITUTION,
      state: 'kept',
      recordId: told?.id ?? '',
    })
    expect(items).to.have.lengthOf(1)
  })
})
