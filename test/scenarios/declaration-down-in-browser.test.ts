/**
 * Scenario A as people live it: the e-service for declaring residence is down, and everything that is done about it is done on
 * pages in a real browser, in Latvian and in English, by people who only know what the pages say.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { readDemo } from '../../api/demo/seed-demo.ts'
import { projectRoot } from '../../api/project-root.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { FormFile } from '../../forms/check/form-file.ts'
import { findChromium } from '../api/support/chromium.ts'
import { Person } from '../forms/ui/support/person.ts'
import { ServedHouse } from '../support/served-house.ts'

const SERVICE = 'service-s-014'
const { password } = readDemo(projectRoot())
/** Thursday, 11 March 2027, by the clock on the wall in Riga. */
const today = (time: string): string => new Date(`2027-03-11T${time}:00+02:00`).toISOString()

const form = (name: string): FormFile =>
  JSON.parse(readFileSync(join(projectRoot(), 'forms', 'schemas', `${name}.form.json`), 'utf8')) as FormFile

const publicForm = (name: string): FormFile =>
  JSON.parse(readFileSync(join(projectRoot(), 'forms', 'public', `${name}.form.json`), 'utf8')) as FormFile

/** What people read as the name of a task, and the form that it has, from its diagram. */
function taskAt(elementId: string): { readonly lv: string; readonly en: string; readonly form: FormFile } {
  const file = { APP: 'application', INC: 'incident', PRB: 'problem', CHG: 'change', CFG: 'configuration' }
  const scheme = file[elementId.slice(0, 3) as keyof typeof file]
  const xml = readFileSync(join(projectRoot(), 'processes', `${scheme}.bpmn`), 'utf8')
  const start = xml.indexOf(`<bpmn:userTask id="${elementId}"`)
  const element = xml.slice(start, xml.indexOf('</bpmn:userTask>', start))
  const found = (pattern: RegExp): string => pattern.exec(element)?.[1] ?? ''
  return {
    lv: found(/ name="([^"]*)"/),
    en: found(/name="nameEn" value="([^"]*)"/),
    form: form(found(/camunda:formKey="([^"]*)"/)),
  }
}

const CLASSIFIED: Variables = {
  kind: 'incident',
  serviceId: SERVICE,
  category: 'category-e-service',
  impact: 'extensive',
  urgency: 'high',
  admissibility: 'ok',
  l1Solvable: false,
}

for (const language of ['lv', 'en'] as const) {
  describe(`scenario A on pages, in ${language}`, function () {
    this.timeout(240_000)
    let browser: Browser
    let house: ServedHouse
    const people = new Map<string, Person>()
    before(async function () {
      const executablePath = findChromium()
      if (executablePath === null) return this.skip()
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
      house = await ServedHouse.open(today('08:50'), { restarts: false })
    })
    after(async () => {
      await browser?.close()
      await house?.close()
    })

    const at = async (login: string): Promise<Person> => {
      const known = people.get(login)
      if (known) return known
      const person = await Person.atScreen(browser, () => house.address, { language, name: `a-${language}-${login}` })
      await person.logIn(login, password)
      people.set(login, person)
      return person
    }
    const does = async (login: string, elementId: string, words: string, data: Variables): Promise<void> => {
      const task = taskAt(elementId)
      await (await at(login)).doTask(task[language], words, task.form, data)
      await house.step()
    }
    /** Numbers and ids are looked up; nothing is changed but on pages. */
    const record = async (
      register: string,
      where: Variables,
    ): Promise<{ id: string; number: string; status: string }> => {
      const [found] = await house.records('pm', register, where)
      if (!found) throw new Error(`Expected a record in "${register}", but there is none: ${JSON.stringify(where)}.`)
      return { id: found.id, number: String(found['number']), status: String(found['status']) }
    }

    it('is done by people who only read what the pages say', async () => {
      await house.at(today('09:02'))
      const applied = {
        channel: 'phone',
        clientKind: 'natural_person',
        language,
        serviceId: SERVICE,
        subject: 'Nevar deklarēt dzīvesvietu',
        description: 'E-pakalpojums rāda kļūdu, tiklīdz mēģina pieslēgties.',
        clientId: '320001-00011',
        clientName: 'Anna Bērziņa',
        contactPhone: '+37120000011',
        preferredChannel: 'phone',
      }
      const kac = await at('kac')
      await kac.open('/start/application')
      await kac.fill(form('application/received'), applied)
      const start = language === 'lv' ? 'Sākt lietu' : 'Start the case'
      await kac.press(start)
      // The form of the chosen service comes; it asks for nothing that a disruption needs.
      await kac.press(start)
      expect(await kac.heading).to.equal(language === 'lv' ? 'Lieta ir sākta' : 'The case has been started')
      await house.step()
      await house.at(today('09:05'))
      const anna = await record('application', { clientName: 'Anna Bērziņa' })
      await does('kac', 'APP_U01', anna.number, CLASSIFIED)
      const incident = await record('incident', { serviceId: SERVICE })
      await house.at(today('09:10'))
      await does('exe', 'INC_U01', incident.number, {
        acceptDecision: 'accepted',
        serviceId: SERVICE,
        affectedCis: ['IS-0007'],
        impact: 'extensive',
        urgency: 'high',
        majorIncident: true,
        expectedRestoreMinutes: 90,
      })

      // Jānis reports the same on the public pages; he has no account.
      await house.at(today('09:12'))
      const janis = await Person.atScreen(browser, () => house.address, { language, name: `a-${language}-janis` })
      await janis.open('/report')
      await janis.fill(publicForm('report'), {
        kind: 'incident',
        serviceId: SERVICE,
        subject: 'E-pakalpojums nedarbojas',
        description: 'Nevar pieslēgties kopš rīta, rāda kļūdu.',
        clientKind: 'natural_person',
        clientName: 'Jānis Kalniņš',
        clientId: '320001-00029',
        contactEmail: 'janis.kalnins@epasts.example',
        preferredChannel: 'email',
        language,
      })
      await janis.press(language === 'lv' ? 'Turpināt' : 'Continue')
      await janis.press(language === 'lv' ? 'Nosūtīt' : 'Send')
      expect(await janis.heading).to.equal(language === 'lv' ? 'Pieteikums ir nosūtīts' : 'The application was sent')
      await house.step()
      const second = await record('application', { clientName: 'Jānis Kalniņš' })
      await janis.leave()
      await does('kac', 'APP_U01', second.number, { ...CLASSIFIED, linkedIncidentId: incident.id })

      await house.at(today('10:05'))
      await does('exe', 'INC_P01_U1', incident.number, {
        diagnosis: 'Beidzies sertifikāts.',
        causeKnown: false,
        resolutionPath: 'fix',
      })
      await house.at(today('10:32'))
      await does('exe', 'INC_U02', incident.number, {
        actionsTaken: 'Izsniegts pagaidu sertifikāts.',
        restoredAt: today('10:32'),
        temporaryFix: true,
        ciChanged: true,
        changedCis: ['SRV-0031'],
      })
      await does('exe', 'INC_U03', incident.number, { restored: true, verification: 'Pieslēgšanās izdodas.' })
      await does('kac', 'APP_U04', anna.number, {
        resultSummary: 'E-pakalpojums darbojas.',
        deliveryChannel: 'phone',
        confirmedOnSpot: true,
      })
      await does('kac', 'APP_U08', anna.number, { closureCode: 'resolved', finalCategory: 'category-e-service' })
      expect((await record('application', { clientName: 'Anna Bērziņa' })).status).to.equal('closed')

      const problem = await record('problem', { serviceId: SERVICE })
      await does('pm', 'PRB_U01', problem.number, {
        problemDecision: 'accept',
        majorProblem: true,
        investigators: ['person-andris-berzs'],
        targetDate: '2027-03-19',
      })
      await does('exe', 'PRB_P01_U1', problem.number, {
        method: 'five_whys',
        rootCauseFound: true,
        rootCause: 'Sertifikātu derīgumu neviens neuzrauga.',
        faultyCis: ['SRV-0031'],
        workaround: 'Izsniegt pagaidu sertifikātu.',
      })
      await does('exe', 'PRB_P02_U1', problem.number, {
        options: [{ option: 'Uzraudzīt sertifikātus', cost: 1200, benefit: 'Nav dīkstāvju', risk: 'Zems' }],
        errorDecision: 'change',
        estCost: 1200,
      })

      const change = await record('change', { originRecord: problem.number })
      await does('kac', 'CHG_U01', change.number, {
        changeType: 'minor',
        changeArea: 'it',
        serviceIds: [SERVICE],
        ciIds: ['SRV-0031'],
        impact: 'limited',
        urgency: 'medium',
      })
      await does('pm', 'CHG_U02', change.number, {
        assessment: 'proceed',
        feasibility: 'Īstenojams ar iestādes darbiniekiem.',
        riskLevel: 'low',
        estCost: 1200,
        estHours: 16,
        benefit: 'Par sertifikāta beigām uzzina mēnesi iepriekš.',
        requiresBudget: false,
        personalData: false,
        conditionCheck: [{ condition: 'N6', effect: 'Pakalpojums pieejamāks.' }],
      })
      await does('sm', 'CHG_U05', change.number, { changeDecision: 'approve', decisionReason: 'Novērš atkārtošanos.' })
      await does('pm', 'CHG_U06', change.number, {
        tasks: [{ task: 'Uzstādīt uzraudzību', who: 'EXE', due: '2027-03-17', hours: 8 }],
        windowStart: '2027-03-17T18:00:00.000Z',
        windowEnd: '2027-03-17T20:00:00.000Z',
        downtimeMinutes: 0,
        testPlan: 'Sertifikāts, kas beidzas rīt, dod brīdinājumu.',
        backoutPlan: 'Noņemt uzraudzību.',
        communication: 'Ziņa KAC dienu iepriekš.',
        plannedCost: 1200,
      })
      await does('sm', 'CHG_U07', change.number, { planAgreed: true })
      await does('exe', 'CHG_P01_U1', change.number, { buildNotes: 'Uzraudzības noteikums.' })
      await does('exe2', 'CHG_P01_U2', change.number, { testsPassed: true, testReport: 'Brīdinājums saņemts.' })
      await house.at('2027-03-17T18:30:00Z')
      await does('exe', 'CHG_P01_U3', change.number, {
        implementedAt: '2027-03-17T18:30:00.000Z',
        implResult: 'success',
        updates: [
          {
            action: 'create',
            name: 'Sertifikātu termiņu uzraudzība',
            type: 'software',
            relation: 'monitors',
            to: 'SRV-0031',
          },
        ],
      })
      await does('exe', 'CFG_U03', '', {
        items: [
          {
            ciId: 'MON-0004',
            type: 'software',
            name: 'Sertifikātu termiņu uzraudzība',
            owner: 'person-valdis-kalejs',
          },
        ],
        serviceIds: [SERVICE],
      })
      await does('rm', 'CFG_U04', '', {
        attributes: [{ ciId: 'MON-0004', attribute: 'target', value: 'SRV-0031' }],
        relations: [{ from: 'MON-0004', type: 'monitors', to: 'SRV-0031' }],
        status: 'in_use',
      })
      // Ten working days after the implementation, Easter between.
      await house.at('2027-04-05T09:00:00+03:00')
      await does('pm', 'CHG_U08', change.number, {
        objectivesMet: 'yes',
        incidentsCaused: 0,
        actualCost: 1150,
        actualHours: 15,
        lessons: 'Sertifikātus uzskaitīt visus.',
        followUp: 'none',
      })
      // And ten more, in which the incident does not recur.
      await house.at('2027-04-26T09:00:00+03:00')
      await does('exe', 'PRB_P02_U2', problem.number, { recurrence: false, note: 'Neatkārtojas.' })
      await does('pm', 'PRB_U02', problem.number, {
        whatWentWell: 'Ātri atrasts cēlonis.',
        whatWentWrong: 'Termiņu neviens neredzēja.',
        preventiveActions: [{ action: 'Sertifikātu kalendārs visiem pakalpojumiem', owner: 'Andris Bērzs' }],
      })
      expect((await record('problem', { serviceId: SERVICE })).status).to.equal('solved')
    })
  })
}
