import { expect } from 'chai'
import { createFormChecker } from '../../../forms/checker.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import { contentOf } from './read-forms.ts'

const now = '2026-03-12T07:02:00.000Z'
const checker = createFormChecker()

/** What a form refuses: pointer and code of each error. */
const refused = (formId: string, data: Variables): string[] =>
  checker.check(contentOf(formId), data, 'lv', { now }).errors.map((error) => `${error.pointer} ${error.code}`)

const accepted = (formId: string, data: Variables): Variables => {
  const { data: result, errors } = checker.check(contentOf(formId), data, 'lv', { now })
  expect(errors).to.deep.equal([])
  return result
}

const without = (data: Variables, ...names: string[]): Variables =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)))

describe('the start form of an application', () => {
  const form = 'application/received'
  const person: Variables = {
    channel: 'phone',
    clientKind: 'natural_person',
    clientId: '161179-10005',
    clientName: 'Anna Bērziņa',
    contactPhone: '+371 67000000',
    preferredChannel: 'email',
    subject: 'Izziņa par dzīvesvietu',
    description: 'Lūdzu izsniegt izziņu par deklarēto dzīvesvietu.',
  }
  const company: Variables = {
    ...person,
    clientKind: 'legal_person',
    clientId: '40003032949',
    clientName: 'SIA "Ozols"',
    userName: 'Jānis Kalniņš',
    userAuthority: 'valdes loceklis',
  }

  it('takes the present moment and Latvian where nothing is said', () => {
    expect(accepted(form, person)).to.include({ receivedAt: now, language: 'lv', serviceId: null })
  })

  it('takes every field', () => {
    const full: Variables = {
      ...company,
      receivedAt: '2026-03-12T06:00:00Z',
      occurredAt: '2026-03-11T06:00:00Z',
      language: 'en',
      kind: 'incident',
      accessibilityNeeds: ['large_print', 'other'],
      lifeSituationId: 'l1',
      serviceId: 's1',
      contactEmail: 'anna@example.org',
      requestData: { address: { street: 'Brīvības iela', house: 1 } },
      attachments: [{ id: 'f1', name: 'pilnvara.pdf', mediaType: 'application/pdf', size: 1000 }, { name: 'b.txt' }],
      sourceSystem: 'portal',
      externalRef: 'X-1',
    }
    expect(accepted(form, full)).to.deep.equal(full)
  })

  it('asks for what is always needed', () => {
    expect(refused(form, {})).to.deep.equal([
      '/channel required',
      '/clientKind required',
      '/clientId required',
      '/clientName required',
      '/userName required',
      '/userAuthority required',
      '/contactEmail required-one-of',
      '/preferredChannel required',
      '/subject required',
      '/description required',
    ])
  })

  it('wants a valid personal code from a person and a registration number from others', () => {
    expect(refused(form, { ...person, clientId: '161179-10006' })).to.deep.equal(['/clientId format'])
    expect(refused(form, { ...person, clientId: '320000-12345' })).to.deep.equal([])
    expect(refused(form, { ...person, clientId: '40003032949' })).to.deep.equal(['/clientId format'])
    expect(refused(form, company)).to.deep.equal([])
    expect(refused(form, { ...company, clientId: '161179-10005' })).to.deep.equal(['/clientId format'])
    expect(checker.check(contentOf(form), { ...person, clientId: '1' }, 'lv', { now }).errors[0]?.message).to.equal(
      'Laukā «Klienta identifikators» ievadiet derīgu personas kodu, piemēram, 320000-00000; pārbaudiet katru ciparu.',
    )
  })

  it('does without an identifier for information, complaints and suggestions only', () => {
    const anonymous = without(person, 'clientId')
    for (const kind of ['information', 'complaint', 'suggestion'])
      expect(refused(form, { ...anonymous, kind }), kind).to.deep.equal([])
    for (const kind of ['service_request', 'work_request', 'agreement', 'incident', 'problem', 'change', 'claim'])
      expect(refused(form, { ...anonymous, kind }), kind).to.deep.equal(['/clientId required'])
    expect(refused(form, anonymous)).to.deep.equal(['/clientId required'])
  })

  it('wants a representative of anyone but a person, and the basis with the representative', () => {
    expect(refused(form, without(company, 'userName', 'userAuthority'))).to.deep.equal([
      '/userName required',
      '/userAuthority required',
    ])
    expect(refused(form, { ...person, userName: 'Jānis Kalniņš' })).to.deep.equal(['/userAuthority required'])
    expect(refused(form, { ...person, userName: 'Jānis Kalniņš', userAuthority: 'pilnvara' })).to.deep.equal([])
  })

  it('wants an e-mail address or a telephone number unless the client is there', () => {
    const silent = without(person, 'contactPhone')
    expect(refused(form, silent)).to.deep.equal(['/contactEmail required-one-of'])
    expect(refused(form, { ...silent, contactEmail: 'anna@example.org' })).to.deep.equal([])
    expect(refused(form, { ...silent, channel: 'in_person' })).to.deep.equal([])
    expect(refused(form, { ...person, contactPhone: 'zvaniet' })).to.deep.equal(['/contactPhone format'])
    expect(refused(form, { ...person, contactEmail: 'anna' })).to.deep.equal(['/contactEmail format'])
  })

  it('knows the order of events', () => {
    expect(refused(form, { ...person, receivedAt: '2026-03-12T07:02:01Z' })).to.deep.equal(['/receivedAt notInFuture'])
    expect(refused(form, { ...person, occurredAt: '2026-03-12T07:02:01Z' })).to.deep.equal(['/occurredAt notInFuture'])
    expect(
      refused(form, { ...person, receivedAt: '2026-03-10T00:00:00Z', occurredAt: '2026-03-11T00:00:00Z' }),
    ).to.deep.equal(['/occurredAt notAfterField'])
  })

  it('keeps texts within their bounds', () => {
    const bounds: readonly [string, number, number][] = [
      ['subject', 5, 200],
      ['description', 10, 8000],
      ['clientName', 1, 200],
    ]
    for (const [field, least, most] of bounds) {
      expect(refused(form, { ...person, [field]: 'x'.repeat(least) }), field).to.deep.equal([])
      expect(refused(form, { ...person, [field]: 'x'.repeat(most) }), field).to.deep.equal([])
      expect(refused(form, { ...person, [field]: 'x'.repeat(most + 1) }), field).to.deep.equal([`/${field} maxLength`])
      if (least > 1)
        expect(refused(form, { ...person, [field]: 'x'.repeat(least - 1) }), field).to.deep.equal([
          `/${field} minLength`,
        ])
    }
  })

  it('takes a source system and its number only together', () => {
    expect(refused(form, { ...person, sourceSystem: 'portal' })).to.deep.equal(['/externalRef required'])
    expect(refused(form, { ...person, externalRef: 'X-1' })).to.deep.equal(['/sourceSystem required'])
  })

  it('takes at most twenty files of at most 20 MB', () => {
    const file = (size: number): Json => ({ name: 'a.pdf', size })
    expect(refused(form, { ...person, attachments: Array.from({ length: 21 }, () => file(1)) })).to.deep.equal([
      '/attachments maxItems',
    ])
    expect(refused(form, { ...person, attachments: [file(20_971_520)] })).to.deep.equal([])
    expect(
      checker.check(contentOf(form), { ...person, attachments: [file(20_971_521)] }, 'lv', { now }).errors,
    ).to.deep.equal([
      { pointer: '/attachments/0/size', code: 'maximum', message: 'Izvēlieties datni, kas nav lielāka par 20 MB.' },
    ])
    expect(refused(form, { ...person, attachments: [{ name: ' ' }] })).to.deep.equal(['/attachments/0/name required'])
  })

  it('takes service data as an object only', () => {
    expect(refused(form, { ...person, requestData: ['x'] })).to.deep.equal(['/requestData type'])
    const wide = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, index]))
    expect(refused(form, { ...person, requestData: wide })).to.deep.equal(['/requestData maxProperties'])
  })
})

describe('the form that classifies an application', () => {
  const form = 'application/classify'
  const good: Variables = {
    kind: 'service_request',
    serviceId: 's1',
    category: 'c1',
    impact: 'limited',
    urgency: 'low',
    admissibility: 'ok',
    l1Solvable: false,
  }

  it('wants a question when the application is incomplete', () => {
    const incomplete = { ...good, admissibility: 'incomplete' }
    expect(checker.check(contentOf(form), incomplete, 'lv', { now }).errors).to.deep.equal([
      { pointer: '/question', code: 'required', message: 'Aizpildiet lauku «Jautājums klientam».' },
    ])
    expect(checker.check(contentOf(form), { ...incomplete, question: ' ' }, 'en', { now }).errors).to.deep.equal([
      { pointer: '/question', code: 'required', message: 'Enter “Question to client”.' },
    ])
    accepted(form, { ...incomplete, question: 'Kura adrese?' })
  })

  it('wants the type of support when level 1 can solve it', () => {
    expect(refused(form, { ...good, l1Solvable: true })).to.deep.equal(['/supportType required'])
    accepted(form, { ...good, l1Solvable: true, supportType: 'simple_service' })
  })

  it('wants the service of an admissible application unless it asks for information', () => {
    const open = without(good, 'serviceId')
    expect(refused(form, open)).to.deep.equal(['/serviceId required'])
    accepted(form, { ...open, kind: 'information' })
    accepted(form, { ...open, admissibility: 'not_competent' })
  })

  it('clears what an earlier classification said', () => {
    expect(accepted(form, good)).to.include({ duplicateOf: null, linkedIncidentId: null, question: null })
    expect(accepted(form, { ...good, duplicateOf: '', linkedIncidentId: ' ' })).to.include({
      duplicateOf: null,
      linkedIncidentId: null,
    })
  })

  it('takes the time spent within a day', () => {
    accepted(form, { ...good, workMinutes: 1440, comment: 'x'.repeat(4000) })
    expect(refused(form, { ...good, workMinutes: 1441 })).to.deep.equal(['/workMinutes maximum'])
    expect(refused(form, { ...good, workMinutes: -1 })).to.deep.equal(['/workMinutes minimum'])
    expect(refused(form, { ...good, workMinutes: 1.5 })).to.deep.equal(['/workMinutes type'])
    expect(refused(form, { ...good, comment: 'x'.repeat(4001) })).to.deep.equal(['/comment maxLength'])
  })
})

describe('the other forms of an application', () => {
  it('want the institution to forward to', () => {
    expect(refused('application/refuse', { refusalAction: 'forward', refusalReason: 'Nav mūsu' })).to.deep.equal([
      '/targetInstitution required',
    ])
    accepted('application/refuse', { refusalAction: 'forward', refusalReason: 'Nav mūsu', targetInstitution: 'i1' })
    accepted('application/refuse', { refusalAction: 'refuse', refusalReason: 'Nav pamata' })
  })

  it('expect completion in the future', () => {
    expect(
      refused('application/coordinate', { coordinationNote: 'Rīt', newExpected: '2026-03-12T07:00:00Z' }),
    ).to.deep.equal(['/newExpected inFuture'])
    accepted('application/coordinate', { coordinationNote: 'Rīt', newExpected: '2026-03-13T07:00:00Z' })
  })

  it('show the question about progress and do not take it', () => {
    expect(
      refused('application/answer-progress', { question: 'Kad?', answer: 'Rīt', complaintAboutProgress: false }),
    ).to.deep.equal(['/question read-only'])
    expect(
      accepted('application/answer-progress', { answer: 'Rīt', complaintAboutProgress: false }),
    ).not.to.have.property('question')
  })

  it('take a solution with its sources', () => {
    accepted('application/inform', { answer: 'Jā', sources: ['k1', 'k2'], l1Solved: true })
    expect(refused('application/inform', { answer: 'Jā', sources: ['k1', 'k1'], l1Solved: true })).to.deep.equal([
      '/sources uniqueItems',
    ])
    expect(refused('application/inform', { answer: ' ', l1Solved: true })).to.deep.equal(['/answer required'])
  })

  it('have no idea where none was written', () => {
    expect(
      accepted('application/close', { closureCode: 'fulfilled', finalCategory: 'c1', improvementIdea: '' })
        .improvementIdea,
    ).to.equal(null)
  })
})

describe('the forms of delivery', () => {
  it('want the ground of a refusal, and what is to be mended', () => {
    expect(refused('delivery-generic/prepare', { entitled: false })).to.deep.equal(['/plan required'])
    accepted('delivery-generic/prepare', { entitled: true })
    expect(refused('delivery-generic/check-quality', { qualityOk: false })).to.deep.equal(['/qualityNotes required'])
  })

  const line = { item: 'Tulkojums', amount: 25.5, nature: 'direct', frequency: 'one_off' }

  it('want a result when the service is done', () => {
    expect(refused('delivery-generic/deliver', { executionState: 'done' })).to.deep.equal(['/resultSummary required'])
    accepted('delivery-generic/deliver', {
      executionState: 'done',
      resultSummary: 'Izziņa',
      resultDocuments: [{ name: 'izzina.pdf' }],
      costLines: [line],
    })
    for (const executionState of ['failed', 'disrupted', 'info_missing']) {
      expect(refused('delivery-generic/deliver', { executionState })).to.deep.equal(['/comment required'])
      accepted('delivery-generic/deliver', { executionState, comment: 'Sistēma neatbild.' })
    }
  })

  it('want whole lines of costs', () => {
    expect(
      refused('delivery-generic/deliver', {
        executionState: 'failed',
        comment: 'Sistēma neatbild.',
        costLines: [{ ...line, amount: -1 }, { item: 'x' }],
      }),
    ).to.deep.equal([
      '/costLines/0/amount minimum',
      '/costLines/1/amount required',
      '/costLines/1/nature required',
      '/costLines/1/frequency required',
    ])
  })

  it('show the result to who checks it and do not take it', () => {
    expect(refused('delivery-generic/check-quality', { qualityOk: true, resultSummary: 'cits' })).to.deep.equal([
      '/resultSummary read-only',
    ])
    expect(accepted('delivery-generic/check-quality', { qualityOk: true })).not.to.have.property('resultSummary')
  })

  it('want an answer in every state of simple information', () => {
    expect(refused('svc-simple-information/answer', { executionState: 'failed' })).to.deep.equal(['/answer required'])
    accepted('svc-simple-information/answer', { executionState: 'done', answer: 'Darba laiks ir 8.30–17.00.' })
  })
})

describe('the form for an undelivered message', () => {
  it('wants outcome and result when the work was done', () => {
    const form = 'undelivered-message/handle'
    expect(refused(form, { resolution: 'done', note: 'Izdarīts' })).to.deep.equal([
      '/workOutcome required',
      '/resultSummary required',
    ])
    accepted(form, { resolution: 'done', note: 'Izdarīts', workOutcome: 'fulfilled', resultSummary: 'Izziņa nosūtīta' })
    for (const resolution of ['resend', 'dismiss']) accepted(form, { resolution, note: 'Atkārtoti' })
    expect(refused(form, { resolution: 'resend' })).to.deep.equal(['/note required'])
  })
})
