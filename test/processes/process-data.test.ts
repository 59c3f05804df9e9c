/** The data of an installation is whole: what one file names, another has. */
import { readFileSync, readdirSync } from 'node:fs'
import { expect } from 'chai'
import { isGrant } from '../../api/policies/grants.ts'
import { type Json, type Variables, isObject } from '../../engine/model/json.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { loadProcessData, loadSeeds } from '../../processes/load-process-data.ts'
import { renderTemplate } from '../../processes/templates.ts'
import { data, folder, handlers, NOW, openCase } from './handlers/open-case.ts'

const forms = createFormChecker()
const diagrams = ['', 'services/'].flatMap((sub) =>
  readdirSync(`${folder}/${sub}`)
    .filter((name) => name.endsWith('.bpmn'))
    .map((name) => ({ name, xml: readFileSync(`${folder}/${sub}${name}`, 'utf8') })),
)
const named = (pattern: RegExp) =>
  [...new Set(diagrams.flatMap(({ xml }) => [...xml.matchAll(pattern)].map(([, name = '']) => name)))].toSorted()

const submitted = (): Record<string, Json> => ({
  channel: 'portal',
  receivedAt: NOW,
  clientKind: 'natural_person',
  clientId: '320001-00011',
  clientName: 'Anna Bērziņa',
  contactEmail: 'anna@example.com',
  preferredChannel: 'email',
  subject: 'Dzīvesvietas deklarēšana',
  description: 'Vēlos deklarēt jaunu dzīvesvietu.',
  sourceSystem: 'portal',
  externalRef: '2026/17',
})
const problemsOf = (message: string, payload: Variables): readonly string[] => {
  const contract = data.messages.find(({ name }) => name === message)
  if (!contract?.payload) throw new Error(`Expected a contract with a schema for "${message}".`)
  return forms
    .checkSchema(contract.payload, payload, 'en', { now: NOW })
    .map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('the data of processes', () => {
  it('has registers whose schemas a checker takes', () => {
    expect(loadProcessData(folder, forms).registers.length).to.be.greaterThan(15)
  })

  it('has message contracts whose schemas a checker takes', () => {
    expect(
      data.messages.flatMap(({ name, payload }) => forms.inspectSchema(payload).map((p) => `${name}: ${p}`)),
    ).to.deep.equal([])
    expect(new Set(data.messages.map(({ name }) => name)).size).to.equal(data.messages.length)
  })

  it('has a contract for every message, a handler for every task and a text for every template of the diagrams', () => {
    const messages = named(/<bpmn:message [^>]*name="([^"]+)"/g)
    const classes = named(/camunda:class="([^"]+)"/g)
    const templates = named(/name="template">([a-z_]+)</g)

    expect(messages.length * classes.length * templates.length).to.be.greaterThan(0)
    expect(data.messages.map(({ name }) => name)).to.include.members(messages)
    expect(handlers.names()).to.include.members(classes)
    expect(data.templates.map(({ event }) => event)).to.include.members(templates)
  })

  it('has a default for every setting that a diagram reads', () => {
    expect(Object.keys(data.defaultSettings)).to.include.members(named(/\bsettings\.(\w+)/g))
  })

  it('copies enumerations from the code lists', () => {
    const differences: string[] = []
    const look = (value: Json, place: string): void => {
      if (Array.isArray(value)) value.forEach((one: Json, at) => look(one, `${place}/${at}`))
      if (!isObject(value)) return
      const list = value['x-code-list']
      if (typeof list === 'string') {
        const codes = data.codes[list]?.codes.map(({ code }) => code) ?? []
        const given = (value['enum'] as readonly Json[]).filter((code) => code !== null)
        if (JSON.stringify(given) !== JSON.stringify(codes)) differences.push(place)
      }
      for (const [key, inner] of Object.entries(value)) look(inner, `${place}/${key}`)
    }
    for (const { register, schema, status } of data.registers) {
      look(schema, register)
      if (status) look({ 'x-code-list': status.codeList ?? '', enum: status.codes }, `${register} status`)
    }
    for (const { name, payload } of data.messages) look(payload, name)

    expect(differences).to.deep.equal([])
  })

  it('gives records only statuses that their register knows', () => {
    const tasks = diagrams.flatMap(({ name, xml }) =>
      [...xml.matchAll(/<bpmn:serviceTask id="(\w+)"[\s\S]*?<\/bpmn:serviceTask>/g)].map(([text = '', id = '']) => {
        const input = (key: string) => new RegExp(`inputParameter name="${key}">([^<]*)<`).exec(text)?.[1] ?? ''
        return { where: `${name} ${id}`, register: input('register'), status: input('status') }
      }),
    )
    const checked = tasks.flatMap(({ where, register, status }) => {
      const codes = data.registers.find((one) => one.register === register)?.status?.codes
      return codes && /^\w/.test(status) ? [{ where, status, isKnown: codes.includes(status) }] : []
    })

    expect(checked.length).to.be.greaterThan(3)
    expect(checked.filter(({ isKnown }) => !isKnown)).to.deep.equal([])
  })

  it('labels every code, role and setting in both languages', () => {
    const labels = [
      ...Object.values(data.codes).flatMap(({ name, codes }) => [name, ...codes]),
      ...data.roles.map(({ name }) => name),
      ...data.settings.map(({ meaning }) => meaning),
      ...data.registers.map(({ name }) => name),
    ]

    expect(labels.filter(({ lv, en }) => !lv || !en)).to.deep.equal([])
  })

  it('grants roles only what the vocabulary knows', () => {
    expect(data.roles.flatMap(({ grants }) => grants.filter((grant) => !isGrant(grant)))).to.deep.equal([])
    const keys = new Set(['*', ...data.roles.map(({ key }) => key)])
    const strangers = data.registers.flatMap(({ access }) =>
      [...access.read, ...access.write].filter((key) => !keys.has(key)),
    )
    expect(strangers).to.deep.equal([])
  })

  it('says the same in Latvian and in English', () => {
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
    for (const { event, lv, en } of data.templates) {
      expect(placeholders(lv.body.join()), event).to.deep.equal(placeholders(en.body.join()))
      expect(placeholders(lv.subject), event).to.deep.equal(placeholders(en.subject))
      expect(renderTemplate({ event, lv, en }, 'lv', {}).subject, event).not.to.contain('{')
    }
    const files = readdirSync(`${folder}/templates`).map((name) => name.replace('.json', ''))
    expect(data.templates.map(({ event }) => event)).to.deep.equal(files.toSorted())
  })

  it('has demonstration records that the registers take, with services whose processes are there', async () => {
    const open = await openCase({ seeded: true })

    const services = await open.records().list('service')
    await open.close()

    expect(loadSeeds(folder, data.registers).length).to.be.greaterThan(30)
    const keys = services.flatMap(({ data: { deliveryProcessKey, simpleProcessKey } }) => [
      deliveryProcessKey,
      simpleProcessKey,
    ])
    const known = diagrams.map(({ name }) => name.replace('.bpmn', ''))
    expect(known).to.include.members(keys.filter((key) => key !== undefined))
  })
})

describe('application.submitted', () => {
  it('takes an application from the portal', () => {
    expect(problemsOf('application.submitted', submitted())).to.deep.equal([])
  })

  it('refuses what the start form would refuse', () => {
    const without = (field: string, more: Variables = {}) => {
      const { [field]: _left, ...rest } = submitted()
      return problemsOf('application.submitted', { ...rest, ...more })
    }
    const withField = (more: Variables) => problemsOf('application.submitted', { ...submitted(), ...more })

    expect(without('clientId')).not.to.deep.equal([])
    expect(without('clientId', { kind: 'information' })).to.deep.equal([])
    expect(without('contactEmail')).not.to.deep.equal([])
    expect(without('contactEmail', { channel: 'in_person' })).to.deep.equal([])
    expect(without('externalRef')).not.to.deep.equal([])
    expect(withField({ clientId: '010180-12346' }).join()).to.contain('/clientId')
    expect(withField({ clientKind: 'legal_person', clientId: '49999000001' })).not.to.deep.equal([])
    expect(
      withField({
        clientKind: 'legal_person',
        clientId: '49999000001',
        userName: 'Ilze Liepa',
        userAuthority: 'pilnvara 12/2026',
      }),
    ).to.deep.equal([])
    expect(withField({ receivedAt: '2026-03-12T07:02:00.001Z' }).join()).to.contain('/receivedAt')
    expect(
      withField({ occurredAt: '2026-03-12T07:02:00.000Z', receivedAt: '2026-03-12T07:00:00.000Z' }).join(),
    ).to.contain('/occurredAt')
    expect(withField({ subject: 'a'.repeat(201) }).join()).to.contain('/subject')
    expect(withField({ unknown: true }).join()).to.contain('/unknown')
  })

  it('lets our own diagrams name fields that a case has no value for', () => {
    const payload = {
      applicationId: 'a',
      clientId: null,
      serviceId: null,
      category: null,
      requestKind: 'information',
      requestData: {},
    }

    expect(problemsOf('request.escalated', payload)).to.deep.equal([])
    expect(problemsOf('request.escalated', { ...payload, applicationId: null })).not.to.deep.equal([])
  })
})
