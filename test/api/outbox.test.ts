import { expect } from 'chai'
import { bpmn } from '../support/bpmn.ts'
import { openSmtpServer, type SmtpServer } from '../support/smtp-server.ts'
import { BUNDLE } from './support/bundle.ts'
import { INSTITUTION, openServer, type Caller, type TestServer } from './support/open-api.ts'

const WRITE = bpmn(
  `<startEvent id="begin"/>
   <serviceTask id="tell" camunda:class="notify.contact"><extensionElements><camunda:inputOutput>
     <camunda:inputParameter name="register">person</camunda:inputParameter>
     <camunda:inputParameter name="id">=personId</camunda:inputParameter>
     <camunda:inputParameter name="template">task_attention</camunda:inputParameter>
   </camunda:inputOutput></extensionElements></serviceTask>
   <endEvent id="done"/>`,
  'begin > tell > done',
  { key: 'write' },
)

describe('the outbox over the API', () => {
  let mail: SmtpServer
  let server: TestServer
  let operator: Caller
  before(async () => {
    mail = await openSmtpServer()
    const environment = {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(mail.port),
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'ritums@iestade.lv',
      LOG_LEVEL: 'debug',
    }
    server = await openServer(environment, [...BUNDLE, { name: 'write.bpmn', content: WRITE }])
    operator = await server.system('operate')
  })
  after(async () => {
    await server.close()
    await mail.close()
  })

  it('shows an operator what could not be sent, and sends it when asked', async () => {
    const { engine } = server.house
    const by = { id: 'test', institutionId: INSTITUTION, groups: [], language: 'en', mayManage: true } as const
    const data = { name: 'Anna Bērziņa', email: 'anna@example.org' }
    const { id: personId } = await engine.createRecord({ by, register: 'person', data })
    mail.answers.rcpt = '550 5.1.1 <anna@example.org>: no such user'
    await engine.startProcessInstance({ by, processKey: 'write', variables: { personId } })
    await engine.settle()

    const { items } = (await operator.get('/api/outbox?state=failed')).json
    expect(items).to.have.lengthOf(1)
    const [item] = items
    expect(item).to.include({ connector: 'email', attempts: 1 })
    expect(JSON.stringify(item)).to.contain('550 5.1.1 <…>').and.to.not.contain('anna@')
    expect(JSON.stringify(server.logged)).to.contain('not sent').and.to.not.contain('anna@')

    mail.answers.rcpt = '250 ok'
    expect((await operator.post(`/api/outbox/${item?.id}/retry`)).json).to.include({ state: 'due', attempts: 0 })
    await engine.settle()
    expect(mail.received.map(({ to }) => to)).to.deep.equal([['anna@example.org']])
    expect((await operator.get(`/api/outbox?recordId=${String(item?.['recordId'])}`)).json.items[0]).to.include({
      state: 'sent',
    })
    expect((await operator.post(`/api/outbox/${item?.id}/retry`)).status).to.equal(409)
  })

  it('is for operators of the institution alone', async () => {
    const kac = await server.person('kac', ['KAC'])
    expect((await kac.get('/api/outbox')).status).to.equal(403)
    expect((await kac.post('/api/outbox/1/retry')).status).to.equal(403)
    expect((await server.nobody.get('/api/outbox')).status).to.equal(401)
    expect((await operator.post('/api/outbox/00000000-0000-7000-8000-000000000000/retry')).status).to.equal(404)
    expect((await operator.get('/api/outbox?state=lost')).status).to.equal(400)
  })
})
