import { expect } from 'chai'
import { INSTITUTION, openServer, PASSWORD, type TestServer } from './support/open-api.ts'
import { send, type Answer } from './support/send.ts'

/** A script element that loads a file of ours and holds nothing. */
const OUR_SCRIPT = /<script type="module" src="\/assets\/[\w-]+\.js"><\/script>/g

const withoutOurScripts = (page: string): string => page.replaceAll(OUR_SCRIPT, '')

describe('the first administrator of a production server', () => {
  let server: TestServer
  let token: string
  beforeEach(async () => {
    server = await openServer()
    token = /\/setup\?token=([\w-]{43})$/m.exec(server.printed.join('\n'))?.[1] ?? ''
  })
  afterEach(() => server.close())

  const form = (
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
    path = '/setup?lang=en',
  ): Promise<Answer> =>
    send(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  const good = () => ({ token, login: 'anna', name: 'Anna Kalniņa', password: PASSWORD, passwordAgain: PASSWORD })

  it('is set up by the printed link, once', async () => {
    expect((await send(`${server.url}/setup?token=${token}&lang=en`)).text).to.include('<form method="post"')
    const done = await form(good())

    expect([done.status, done.headers.location]).to.deep.equal([303, '/?setup=done&lang=en'])
    const anna = await server.nobody.post('/api/session', { user: 'anna', password: PASSWORD })
    expect(anna.json).to.deep.include({
      name: 'Anna Kalniņa',
      institutionId: INSTITUTION,
      roles: ['ADMIN'],
      grants: ['*'],
      language: 'en',
    })
    const again = await form({ ...good(), login: 'berta' })
    expect(again.status).to.equal(410)
    expect(again.text).to.include('This link does not work')
    expect((await server.nobody.post('/api/session', { user: 'berta', password: PASSWORD })).status).to.equal(401)
    expect((await send(`${server.url}/setup?token=${token}`)).status).to.equal(410)
  })

  it('is one person, even when two use the link at the same moment', async () => {
    const answers = await Promise.all(['anna', 'berta'].map((login) => form({ ...good(), login })))

    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 410])
    expect((await server.house.identity.people.list({ institutionId: INSTITUTION, limit: 10 })).items.length).to.equal(
      1,
    )
  })

  it('cannot be set up a day later, nor by a guess', async () => {
    expect((await send(`${server.url}/setup?token=${'a'.repeat(43)}`)).status).to.equal(410)
    server.passTime(24.1)
    expect((await form(good())).status).to.equal(410)
  })

  it('is asked again, without the password, for what is wrong', async () => {
    const answer = await form({ ...good(), login: 'Anna', name: ' ', passwordAgain: 'something else' })

    expect(answer.status).to.equal(422)
    expect(answer.text).to.include('<title>Error: The first administrator – Ritums</title>')
    for (const field of ['login', 'name', 'passwordAgain']) {
      expect(answer.text)
        .to.include(`<a href="#${field}">`)
        .and.to.match(
          new RegExp(`<input id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${field}-error"`),
        )
    }
    expect(answer.text).to.include('value="Anna"').and.not.to.include(PASSWORD)
    expect((await form(good())).status).to.equal(303)
  })

  it('cannot put a script into the page', async () => {
    const answer = await form({ ...good(), login: '"><script>alert(1)</script>' })

    expect(withoutOurScripts(answer.text)).not.to.include('<script')
    expect(answer.headers['content-security-policy']).to.include("default-src 'none'")
  })

  it('is not set up from another site', async () => {
    expect((await form(good(), { Origin: 'https://evil.example' })).status).to.equal(403)
    expect((await form(good())).status).to.equal(303)
  })

  it('finds the page in both languages', async () => {
    for (const [headers, lang] of [
      [{ 'Accept-Language': 'en' }, 'en'],
      [{ 'Accept-Language': 'lv,en;q=0.5' }, 'lv'],
      [{}, 'lv'],
    ] as const) {
      expect((await send(`${server.url}/setup?token=${token}`, { headers })).text).to.include(`<html lang="${lang}" `)
    }
  })

  it('finds no link printed when there is an administrator', async () => {
    await form(good())
    expect(await server.house.identity.setup.begin(INSTITUTION)).to.equal(null)
  })

  it('lies in no log and in the database only as a hash', () => {
    expect(token.length).to.equal(43)
    expect(JSON.stringify(server.logged)).not.to.include(token)
  })
})

describe('the start page', () => {
  it('says what this is, that it runs, and where to go', async () => {
    const server = await openServer({ INSTITUTION_NAME: 'Novada <dome>' })
    const lv = await send(`${server.url}/`)
    const en = await send(`${server.url}/?lang=en`)

    expect([lv.status, lv.headers['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8'])
    expect(lv.text).to.include('Serveris darbojas.').and.to.include('Novada &lt;dome>')
    expect(en.text).to.include('The server is running.').and.to.include('href="/api/openapi.json"')
    expect(withoutOurScripts(en.text)).not.to.include('<script')
    await server.close()
  })
})
