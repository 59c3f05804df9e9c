/** An institution in the middle of its work: cases that wait, people who are away, keys, files, notices, a diagram brought. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import type { ServedHouse } from '../../../support/served-house.ts'
import { MULTIPART, multipart } from '../../../api/support/multipart.ts'
import { Visitor } from '../support/visitor.ts'
import { tellCase } from '../cases/told-case.ts'
import { fillMeasures } from '../measuring/measuring-data.ts'
import { tellScale } from '../scale/scale-data.ts'

const { password } = readDemo(projectRoot())

/** @returns a process of the typical edition with another name */
const adapted = (key: string): string =>
  readFileSync(join(projectRoot(), 'processes', `${key}.bpmn`), 'utf8').replace(
    /(<bpmn:userTask id="[^"]*" name=")[^"]*/,
    '$1Pārdēvēts uzdevums',
  )

/** Ids and addresses of what pages are about. */
export interface ToldInstitution {
  /** An application at the second level, with a history. */
  readonly application: string
  readonly incident: string
  /** An application that waits for its client. */
  readonly waiting: string
  /** The page on which staff write down what that client says. */
  readonly reply: string
  /** An application that does not go on, and its client. */
  readonly suspended: string
  readonly client: string
  /** A task that its executor has taken, and one that is done. */
  readonly task: string
  readonly doneTask: string
  readonly roleOfKac: string
  readonly key: string
  readonly file: string
  /** A diagram that was brought and not deployed yet. */
  readonly review: string
  readonly definition: string
  /** An instruction at the task that its executor has taken. */
  readonly document: string
  /** With which somebody without an account looks at an application that asks them something. */
  readonly tracking: { readonly number: string; readonly code: string }
}

export async function tellInstitution(house: ServedHouse): Promise<ToldInstitution> {
  // Notices are of what happens after the first look.
  await house.tell()
  const { application, incident } = await tellCase(house)
  const { roleOfKac, key } = await tellPeople(house)
  await tellManagement(house)
  const [first] = await house.records('kac', 'application', { subject: 'Kad ir atvērts klientu centrs' })
  const waiting = String(first?.['id'])
  const [classify] = await house.tasks('kac', waiting)
  await house.complete('kac', 'APP_U01', waiting, QUESTION)

  const [second] = await house.records('kac', 'application', { subject: 'Dzīvesvietas deklarēšana' })
  const suspended = String(second?.['id'])
  const pm = await house.person('pm')
  const stopped = await pm.call('PUT', `/api/process-instances/${suspended}/suspended`, { body: { suspended: true } })
  expect(stopped.status, stopped.text).to.be.oneOf([200, 204])
  const [juris] = await house.records('kac', 'client', { name: 'Juris Piemērs' })

  const kac = await new Visitor(house.url, 'lv').logIn('kac', password)
  await kac.open(`/counter/reply/${waiting}`)
  const reply = kac.find('main a[href*="client.replied"]')[0]?.getAttribute('href') ?? ''

  const exe = await house.person('exe')
  const [diagnose] = await house.tasks('exe', { processInstanceId: incident })
  await exe.post(`/api/tasks/${diagnose?.id}/claim`)
  await exe.post(`/api/tasks/${diagnose?.id}/comments`, { text: 'Gaidu žurnālus no datu centra.' })
  const rm = await house.person('rm')
  await rm.call('PATCH', '/api/registers/configuration-item/records/IS-0007', {
    body: { data: { location: 'Serveru telpa 2', users: ['Iedzīvotāju lietu nodaļa'] }, status: 'maintenance' },
  })

  const raw = multipart([{ field: 'file', file: { name: 'žurnāls.pdf', content: '%PDF-1.7\nHTTP 503' } }])
  const file = await exe.call('POST', '/api/files', { raw, headers: MULTIPART })
  const { definition, review } = await tellProcesses(house)
  const document = await tellDocuments(house, String(diagnose?.['elementId']))
  const tracking = await apply(house)
  // What happened is told of a moment later.
  await house.at('2027-04-12T11:20:00+03:00')
  await house.tell()
  return {
    application,
    incident,
    waiting,
    reply: reply.replaceAll('&amp;', '&'),
    suspended,
    client: juris?.id ?? '',
    task: diagnose?.id ?? '',
    doneTask: classify?.id ?? '',
    roleOfKac,
    key,
    file: file.json.items[0]?.id ?? '',
    review,
    definition,
    document,
    tracking,
  }
}

const QUESTION = {
  kind: 'information',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'incomplete',
  l1Solvable: true,
  supportType: 'information',
  question: 'Par kuru centru jūs jautājat?',
}

/** Somebody holds two roles, somebody is away, another system has a key. */
async function tellPeople(house: ServedHouse): Promise<Pick<ToldInstitution, 'roleOfKac' | 'key'>> {
  const admin = await house.person('admin')
  await admin.post('/api/people/kac/roles', { role: 'EXE', scope: { kind: 'service', id: 'service-s-014' } })
  await admin.post('/api/absences', {
    login: 'kac2',
    substitute: 'kac',
    from: '2027-04-11T21:00:00Z',
    until: '2027-04-18T21:00:00Z',
    reason: 'atvaļinājums',
  })
  await house.system('Iestādes portāls', 'process.start:application', 'message.send')
  const kac = (await house.get('admin', '/api/people/kac')) as unknown as { roles: readonly { id: string }[] }
  const keys = await house.get('admin', '/api/api-keys')
  return { roleOfKac: kac.roles[0]?.id ?? '', key: keys.items[0]?.id ?? '' }
}

/** Half a year is measured, its last month reviewed; a process has a manager, a service somebody who answers for it. */
async function tellManagement(house: ServedHouse): Promise<void> {
  await fillMeasures(house)
  await tellScale(house)
  const admin = await house.person('admin')
  await admin.post('/api/people/kac/roles', { role: 'SM', scope: { kind: 'service', id: 'service-s-001' } })
  const opm = await house.person('opm')
  const values = { processKey: 'incident', period: '2027-03' }
  for (const what of ['record', 'review']) {
    const made = await opm.post(`/api/indicator-values/${what}`, values)
    expect(made.status, made.text).to.be.oneOf([200, 201, 204])
  }
  const appointment = { processKey: 'incident', manager: 'pm', validFrom: '2027-03-01', note: 'Rīkojums Nr. 12' }
  const appointed = await opm.post('/api/registers/process-assignment/records', { data: appointment })
  expect(appointed.status, appointed.text).to.equal(201)
}

/** One adapted process is in force, another was brought and waits to be looked at. */
async function tellProcesses(house: ServedHouse): Promise<Pick<ToldInstitution, 'review' | 'definition'>> {
  const pm = await new Visitor(house.url, 'lv').logIn('pm', password)
  const bring = async (key: string): Promise<void> => {
    await pm.open('/processes/new')
    await pm.attach('Datnes', `${key}.bpmn`, adapted(key)).press('Pārbaudīt')
  }
  await bring('client-info')
  pm.fill('Kāpēc', 'Tā to sauc pie mums.').choose('Kad to ieviest', 'Uzreiz')
  await pm.press('Izvietot')
  await bring('application')
  const { id } = await house.get('pm', '/api/process-definitions/key/survey-response')
  return { review: pm.address, definition: id }
}

/** The process of incidents has an order of the institution as a whole, and an instruction at a task. */
async function tellDocuments(house: ServedHouse, elementId: string): Promise<string> {
  const pm = await house.person('pm')
  const raw = multipart([{ field: 'file', file: { name: 'zurnali.pdf', content: '%PDF-1.7\n1. Atver žurnālu.' } }])
  const fileId = (await pm.call('POST', '/api/files', { raw, headers: MULTIPART })).json.items[0]?.id
  const known = { language: 'lv', edition: '2', validFrom: '2027-01-01' }
  const attach = async (content: object): Promise<string> => {
    const made = await pm.post('/api/process-definitions/key/incident/documents', { ...known, ...content })
    expect(made.status, made.text).to.equal(201)
    return made.json.id
  }
  await attach({ title: 'Rīkojums par incidentu pārvaldību', link: 'https://likumi.lv/ta/id/327116' })
  return attach({ title: 'Kā lasīt sistēmas žurnālus', fileId, elementId })
}

/** Somebody without an account applies and is asked something. */
async function apply(house: ServedHouse): Promise<ToldInstitution['tracking']> {
  const anna = new Visitor(house.url, 'lv')
  await anna.open('/apply/service-s-021')
  anna.fill('Par ko vajadzīgas ziņas', 'Darba stāžs rūpnīcā VEF').fill('Laika posms', '1985–1990')
  anna.fill('Aprakstiet, kas jums vajadzīgs', 'Izziņa par darba stāžu.')
  anna.choose('Kas iesniedz pieteikumu?', 'privātpersona')
  anna.fill('Vārds un uzvārds vai nosaukums', 'Anna Bērziņa')
  anna.fill('Personas kods vai reģistrācijas numurs', '320001-00011')
  anna.fill('E-pasts', 'anna@epasts.example')
  anna.choose('Kā jūs informēt?', 'pa e-pastu')
  await anna.press('Turpināt')
  await anna.press('Nosūtīt')
  const code = /ritums-code-to-keep">([0-9A-Z-]{19})</.exec(anna.html)?.[1] ?? ''
  await house.step()
  await anna.press('Parādīt numuru')
  const number = /P-2027-\d{6}/.exec(anna.text)?.[0] ?? ''
  const sent = await house.records('pm', 'application', { subject: 'Arhīva izziņa' })
  await house.complete('kac', 'APP_U01', sent[0]?.id ?? '', {
    ...QUESTION,
    kind: 'service_request',
    serviceId: 'service-s-021',
    question: 'Kurā gadā sākāt strādāt?',
  })
  return { number, code }
}
