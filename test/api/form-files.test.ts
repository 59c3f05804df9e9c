import { expect } from 'chai'
import type { ResourceFile } from '../../engine/model/deployment.ts'
import { bpmn } from '../support/bpmn.ts'
import { MULTIPART, multipart } from './support/multipart.ts'
import { INSTITUTION, openServer, type Caller, type TestServer } from './support/open-api.ts'

const PDF = '%PDF-1.7\nthe rest of it'

const form = (id: string): ResourceFile => ({
  name: `${id}.form.json`,
  content: JSON.stringify({
    id,
    schema: {
      type: 'object',
      properties: {
        papers: {
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            properties: {
              id: { type: 'string', maxLength: 100 },
              name: { type: 'string', maxLength: 255 },
              mediaType: { type: 'string', maxLength: 127 },
              size: { type: 'integer', minimum: 0, maximum: 20971520 },
            },
          },
        },
        remark: { type: 'string', maxLength: 5 },
      },
    },
    ui: { order: ['papers', 'remark'], widgets: { papers: 'files', remark: 'text' } },
    i18n: Object.fromEntries(
      ['lv', 'en'].map((language) => [
        language,
        {
          title: 'Papers',
          fields: Object.fromEntries(
            ['papers', 'papers/*/id', 'papers/*/name', 'papers/*/mediaType', 'papers/*/size', 'remark'].map((path) => [
              path,
              { label: path },
            ]),
          ),
        },
      ]),
    ),
  }),
})

const BUNDLE: readonly ResourceFile[] = [
  {
    name: 'papers.bpmn',
    content: bpmn(
      `<startEvent id="begun" camunda:formKey="papers/begin"/>
       <userTask id="look" camunda:formKey="papers/look" camunda:candidateGroups="KAC"/>
       <endEvent id="done"/>`,
      'begun > look > done',
      { key: 'papers' },
    ),
  },
  form('papers/begin'),
  form('papers/look'),
  {
    name: 'letters.bpmn',
    content: bpmn(
      `<startEvent id="came"><messageEventDefinition messageRef="m1"/></startEvent>
       <userTask id="read" camunda:candidateGroups="KAC"/>
       <endEvent id="done"/>`,
      'came > read > done',
      { key: 'letters', roots: '<message id="m1" name="letter.came"/>' },
    ),
  },
  {
    name: 'messages.json',
    content: JSON.stringify({
      messages: [{ name: 'letter.came', key: null, uniqueBy: [], payload: null, timeToLive: null, external: true }],
    }),
  },
]

describe('files in the data of a form', () => {
  let server: TestServer
  let anna: Caller
  let berta: Caller
  let portal: Caller
  before(async () => {
    server = await openServer({}, BUNDLE)
    anna = await server.person('anna', ['KAC'])
    berta = await server.person('berta', ['KAC'])
    portal = await server.system('process.start', 'task.work')
  })
  after(() => server.close())

  const brought = async (who: Caller, name = 'līgums.pdf'): Promise<string> => {
    const raw = multipart([{ field: 'file', file: { name, content: PDF } }])
    return (await who.call('POST', '/api/files', { raw, headers: MULTIPART })).json.items[0]?.id ?? ''
  }
  const start = (papers: readonly object[], headers = {}) =>
    portal.post('/api/process-definitions/key/papers/start', { variables: { papers } }, headers)
  const caseOf = async (id: string) => (await server.house.files.get(INSTITUTION, id)).processInstanceId
  const taskOf = async (caseId: string) => (await anna.get(`/api/tasks?processInstanceId=${caseId}`)).json.items[0]?.id
  const complete = (who: Caller, task: string | undefined, data: object) =>
    who.post(`/api/tasks/${task}/complete`, { data })

  it('belong to the case that they start, as the store knows them, also when the start is sent again', async () => {
    const id = await brought(portal)
    const once = { 'Idempotency-Key': 'begin-1' }
    const first = await start([{ id, name: 'other.exe', size: 1 }], once)
    const again = await start([{ id, name: 'other.exe', size: 1 }], once)

    expect([first.status, again.status, again.json.id]).to.deep.equal([201, 201, first.json.id])
    expect(await caseOf(id)).to.equal(first.json.id)
    const { json } = await anna.get(`/api/tasks/${await taskOf(first.json.id ?? '')}`)
    const facts = { id, name: 'līgums.pdf', mediaType: 'application/pdf', size: PDF.length }
    expect((json.variables as { papers?: unknown }).papers).to.deep.equal([facts])
    expect((await berta.get(`/api/files/${id}`)).status).to.equal(200)
  })

  it('of somebody else are refused at their place, and stay where they are', async () => {
    const own = await brought(portal)
    const foreign = await brought(berta)
    const refused = await start([
      { id: own, name: 'a.pdf' },
      { id: foreign, name: 'b.pdf' },
    ])
    expect([refused.status, refused.json.code]).to.deep.equal([422, 'data-rejected'])
    expect(refused.json.errors.map(({ pointer, code }) => [pointer, code])).to.deep.equal([['/papers/1', 'file']])
    expect([await caseOf(own), await caseOf(foreign)]).to.deep.equal([null, null])

    const task = await taskOf((await start([])).json.id ?? '')
    const answer = await complete(anna, task, { papers: [{ id: foreign, name: 'b.pdf' }] })
    expect([answer.status, answer.json.code]).to.deep.equal([422, 'form-rejected'])
    expect(answer.json.errors).to.deep.equal([
      {
        pointer: '/papers/0',
        code: 'file',
        message: 'Pievienojiet datni no jauna: tā nav atrodama starp jūsu datnēm.',
      },
    ])
  })

  it('go into the case with the task, beside those that it has', async () => {
    const given = await brought(portal)
    const started = await start([{ id: given, name: 'a.pdf' }])
    const added = await brought(anna, 'atbilde.pdf')
    const papers = [{ id: given, name: 'a.pdf' }, { id: added, name: 'x.pdf' }, { name: 'only a name' }]
    const task = await taskOf(started.json.id ?? '')

    expect((await complete(anna, task, { papers, remark: 'much too long' })).status).to.equal(422)
    expect(await caseOf(added)).to.equal(null)
    expect((await complete(anna, task, { papers })).status).to.equal(200)

    expect(await server.house.files.get(INSTITUTION, added)).to.include({
      processInstanceId: started.json.id,
      context: `task:${task}`,
    })
  })

  it('of another case are not taken over', async () => {
    const id = await brought(anna)
    const task = async () => taskOf((await start([])).json.id ?? '')
    expect((await complete(anna, await task(), { papers: [{ id, name: 'a.pdf' }] })).status).to.equal(200)
    expect((await complete(anna, await task(), { papers: [{ id, name: 'a.pdf' }] })).status).to.equal(422)
  })

  it('belong to the case that a message begins, where they are the sender’s own', async () => {
    const system = await server.system('message.send', 'process.start', 'task.work')
    const [own, foreign] = [await brought(system), await brought(anna)]
    const payload = {
      papers: [
        { id: own, name: 'līgums.pdf' },
        { id: foreign, name: 'cits.pdf' },
      ],
    }
    const sent = await system.post('/api/messages', { messageName: 'letter.came', messageId: 'l-1', payload })
    expect(sent.status, sent.text).to.equal(200)
    const again = await system.post('/api/messages', { messageName: 'letter.came', messageId: 'l-1', payload })
    expect(again.json['processInstanceId']).to.equal(sent.json['processInstanceId'])

    const { files } = server.house
    const found = await files.listOfCase(INSTITUTION, String(sent.json['processInstanceId']))
    expect(found.map(({ id }) => id)).to.deep.equal([own])
    expect((await files.get(INSTITUTION, foreign)).processInstanceId).to.equal(null)
  })
})
