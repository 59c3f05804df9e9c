import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Visitor } from '../support/visitor.ts'

const { password } = readDemo(projectRoot())

describe('where the institution stands, without JavaScript', () => {
  let house: ServedHouse
  const login = async (name: string, language: 'lv' | 'en' = 'en') =>
    new Visitor(() => house.address, language).logIn(name, password)

  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  const standing = async (mode?: string) => house.get('pm', `/api/maturity${mode === undefined ? '' : `?mode=${mode}`}`)
  const of = async (code: string) => {
    const { processes } = await standing()
    return (processes as readonly { code: string; [kind: string]: unknown }[]).find((one) => one.code === code)
  }
  const activate = async (processKey: string) => {
    const visitor = await login('pm')
    const { id } = await house.get('pm', `/api/process-definitions/key/${processKey}`)
    await visitor.open(`/processes/${processKey}/versions/${id}/activate`)
    visitor.fill('Why', 'The institution works by it').fill('I have looked at the changes', true)
    await visitor.press('Put this version in force')
    expect(visitor.status).to.equal(200)
  }

  it('begins at the initial level: typical processes run, but nobody has adopted them or manages them', async () => {
    expect(await standing()).to.include({ level: 1, next: 2, mode: 'operational', target: 3, activelyImproving: false })
    const visitor = await login('pm', 'lv')
    await visitor.open('/processes/maturity')
    expect(visitor.text).to.include('1. pakāpe – sākotnējais').and.to.include('vēl 2 pakāpes')
    expect(visitor.text).to.include('Pieteikumu pārvaldība: nav ieviests')
    expect(visitor.text).to.include('Darbojas tipveida process').and.to.include('Nav procesa vadītāja')
    await visitor.open('/processes/maturity?mode=strict&lang=en')
    expect(visitor.text).to.include('At level 2 a process has to be used')
    expect(visitor.text).to.include('Application management: not used')
  })

  it('follows what the institution adopts and whom it appoints', async () => {
    await activate('incident')
    expect((await of('INC'))?.['deployed']).to.include({ adopted: true, holds: false })
    const visitor = await login('opm')
    await visitor.open('/processes/responsibilities')
    expect(visitor.text).to.include('The process “Incident management” has no manager.')
    await visitor.open('/processes/responsibilities/managers/incident')
    await visitor.press('Appoint')
    expect(visitor.errors).to.deep.equal(['Choose a person.'])
    visitor.fill('Person', 'Rūta Eglīte').fill('Note', 'Order 12')
    await visitor.press('Appoint')
    expect(visitor.address).to.equal('/processes/responsibilities?done=appointed')
    expect(visitor.text).not.to.include('The process “Incident management” has no manager.')
    expect((await of('INC'))?.['deployed']).to.deep.include({ holds: true, managers: ['pm'] })
    expect((await of('INC'))?.['active']).to.deep.include({ holds: false, completed: 0, needed: 5 })
  })

  it('warns before a second process of one person, and leaves the decision', async () => {
    const visitor = await login('opm')
    await visitor.open('/processes/responsibilities/managers/problem')
    visitor.fill('Person', 'Rūta Eglīte')
    await visitor.press('Appoint')
    expect(visitor.status).to.equal(200)
    expect(visitor.text).to.include('Rūta Eglīte manages several processes (Incident management, Problem management)')
    await visitor.press('Appoint')
    expect(visitor.errors).to.deep.equal(['Read the warning and confirm that you want to appoint all the same.'])
    visitor.fill('Appoint all the same', true)
    await visitor.press('Appoint')
    expect(visitor.address).to.equal('/processes/responsibilities?done=appointed')
    expect(visitor.text).to.include('one person should manage one process only')
    // Who comes after ends the time of who was before.
    await visitor.open('/processes/responsibilities/managers/problem')
    visitor.fill('Person', 'Valdis Priede').fillDay('Manages from', '1. 5. 2027')
    await visitor.press('Appoint')
    expect(visitor.address).to.equal('/processes/responsibilities?done=appointed')
    const appointed = await house.records('opm', 'process-assignment', { processKey: 'problem' })
    expect(appointed.map(({ data }) => data)).to.deep.equal([
      { processKey: 'problem', manager: 'pm', validFrom: '2027-04-12', validTo: '2027-04-30' },
      { processKey: 'problem', manager: 'opm', validFrom: '2027-05-01' },
    ])
  })

  it('shows appointments to everybody on the staff, and lets only the overall process manager appoint', async () => {
    const visitor = await login('kac')
    await visitor.open('/processes/responsibilities/managers/incident')
    expect(visitor.text).to.include('Rūta Eglīte').and.to.include('Order 12')
    expect(visitor.find('main form')).to.deep.equal([])
    const answer = await (
      await house.person('kac')
    ).post('/api/registers/process-assignment/records', {
      data: { processKey: 'incident', manager: 'kac', validFrom: '2027-04-12' },
    })
    expect(answer.status).to.equal(403)
  })

  it('lets the manager confirm that there was nothing, with a reason, and keeps it as a record', async () => {
    const stranger = await login('exe')
    await stranger.open('/processes/maturity/incident/confirm')
    expect(stranger.status).to.equal(403)
    const visitor = await login('pm')
    await visitor.open('/processes/maturity/application/confirm')
    expect(visitor.status).to.equal(404)
    await visitor.open('/processes/maturity')
    await visitor.follow('Confirm that there were none: Incident management')
    expect(visitor.text).to.include('The system has no case of this process from 12/04/2026 to 12/04/2027.')
    await visitor.press('Confirm')
    expect(visitor.errors).to.deep.equal(['Say how you made sure.'])
    visitor.fill('How you made sure', 'Asked the front office and looked through the monitoring log')
    await visitor.press('Confirm')
    expect(visitor.address).to.equal('/processes/maturity?done=confirmed')
    expect(visitor.text).to.include('Rūta Eglīte confirmed on 12/04/2027 that there were none')
    const found = await of('INC')
    expect(found?.['active']).to.deep.include({ holds: true, completed: 0 })
    const [record] = await house.records('pm', 'maturity-confirmation', { processKey: 'incident' })
    expect(record?.['data']).to.deep.include({ periodFrom: '2026-04-12', periodTo: '2027-04-12', confirmedBy: 'pm' })
    // It was said of what had been: a case that comes now is a case.
    await house.send(await house.system('monitor', 'message.send:incident.detected'), 'incident.detected', {
      title: 'E-service is down',
      symptoms: 'No answer',
      occurredAt: '2027-04-12T06:50:00Z',
      source: 'monitoring',
      serviceId: 'service-s-014',
    })
    expect((await of('INC'))?.['active']).to.deep.include({ holds: false, running: 1, confirmation: null })
  })
})

describe('the responsibility matrix, without JavaScript', () => {
  let house: ServedHouse
  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  it('shows 32 tasks and ten roles, and is corrected by the overall process manager with a history', async () => {
    const reader = await new Visitor(() => house.address, 'lv').logIn('sm', password)
    await reader.open('/processes/responsibilities/matrix')
    expect(reader.find('main .ritums-table')[0]?.querySelectorAll('tbody tr')).to.have.length(32)
    await reader.follow('PU2-8 Informācijas nodrošināšana pakalpojumu saņēmējiem par pieejamiem pakalpojumiem')
    expect(reader.heading).to.equal('Uzdevums PU2-8')
    expect(reader.text).to.include('no avota teksta').and.to.include('Piedāvājumu pārvaldība')
    expect(reader.find('main form')).to.deep.equal([])

    const visitor = await new Visitor(() => house.address, 'en').logIn('opm', password)
    await visitor.open('/processes/responsibilities/matrix/PU2-8')
    await visitor.press('Save')
    expect(visitor.errors).to.deep.equal(['Nothing has been changed.', 'Give a reason.'])
    visitor.fill('6. Service provider', 'L – co-responsible').fill('Reason', 'Order 7 of the director')
    await visitor.press('Save')
    expect(visitor.address).to.equal('/processes/responsibilities/matrix?done=corrected')
    expect(visitor.text).to.include('1 corrected cell')
    await visitor.open('/processes/responsibilities/matrix/PU2-8')
    expect(visitor.text).to.include('confirmed by the institution').and.to.include('Order 7 of the director')
    visitor.fill('6. Service provider', 'not involved').fill('Reason', 'Order 8 of the director')
    await visitor.press('Save')
    const records = await house.records('opm', 'responsibility', { task: 'PU2-8' })
    expect(records.map(({ data, version }) => ({ data, version }))).to.have.length(1)
    expect(records[0]).to.include({ version: 2 })
    await visitor.open('/processes/responsibilities/matrix/PU2-8')
    await visitor.follow('Corrections: role 6')
    expect(visitor.text).to.include('Order 7 of the director').and.to.include('Order 8 of the director')
    await visitor.open('/processes/responsibilities/matrix/PU9-1')
    expect(visitor.status).to.equal(404)
  })
})

describe('the processes of single services', () => {
  let house: ServedHouse
  before(async () => {
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
  })
  after(() => house.close())

  it('are changed and put in force by service managers, who may change no other process and no contract', async () => {
    const read = (name: string): string => readFileSync(join(projectRoot(), 'processes', name), 'utf8')
    const own = read('services/svc-simple-information.bpmn').replace('Vienkārša', 'Ātra')
    const other = read('client-info.bpmn').replace('Informācijas precizēšana', 'Precizēšana')
    const sm = await house.person('sm')
    const deploy = (resources: readonly { name: string; content: string }[]) =>
      sm.post('/api/deployments', { name: 'own', resources, activate: true })
    const made = await deploy([{ name: 'svc-simple-information.bpmn', content: own }])
    expect(made.status, made.text).to.equal(201)
    const inForce = await house.get('sm', '/api/process-definitions/key/svc-simple-information')
    expect(inForce['owner']).to.deep.equal({ institutionId: 'institution', holderId: '' })
    const back = await sm.post(`/api/process-definitions/${inForce.id}/deactivate`, {})
    expect(back.status).to.equal(200)

    const foreign = await deploy([{ name: 'client-info.bpmn', content: other }])
    expect(foreign.status).to.equal(403)
    expect(foreign.text).to.include('client-info')
    const both = await deploy([
      { name: 'svc-simple-information.bpmn', content: own },
      { name: 'messages.json', content: read('messages.json') },
    ])
    expect(both.status).to.equal(403)
    const { id } = await house.get('sm', '/api/process-definitions/key/application')
    expect((await sm.post(`/api/process-definitions/${id}/activate`, {})).status).to.equal(403)

    const visitor = await new Visitor(() => house.address).logIn('sm', password)
    await visitor.open(`/processes/application/versions/${id}/activate`)
    expect(visitor.status).to.equal(403)
    await visitor.open('/processes/application')
    expect(visitor.text).not.to.include('Upload an adapted process')
    await visitor.open('/processes/svc-simple-information')
    expect(visitor.find('main a').map((one) => one.getAttribute('href'))).to.include('/processes/new')
  })
})
