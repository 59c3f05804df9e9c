/** The room of people and one's own settings in a real browser: every page and state, wide and narrow, in both languages. */
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { ABSENCE_TEXTS } from '../../../forms/ui/absences/absence-texts.ts'
import { ME_TEXTS } from '../../../forms/ui/me/me-texts.ts'
import { KEYS_TEXTS } from '../../../forms/ui/people/keys-texts.ts'
import { PEOPLE_TEXTS } from '../../../forms/ui/people/people-texts.ts'
import { findChromium } from '../../api/support/chromium.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { Person } from './support/person.ts'

const { password } = readDemo(projectRoot())

describe('the room of people in a browser', () => {
  let browser: Browser
  let house: ServedHouse
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    // Somebody is away, holds two roles, and a role that is needed nobody holds.
    const admin = await house.person('admin')
    await admin.post('/api/people/kac/roles', { role: 'EXE', scope: { kind: 'service', id: 'service-s-014' } })
    await admin.post('/api/absences', {
      login: 'kac',
      substitute: 'kac2',
      from: '2027-04-11T21:00:00Z',
      until: '2027-04-18T21:00:00Z',
      reason: 'atvaļinājums',
    })
    const { roles } = (await house.get('admin', '/api/people/cab')) as unknown as { roles: readonly { id: string }[] }
    await admin.call('DELETE', `/api/people/cab/roles/${roles[0]?.id}`)
    await house.system('Iestādes portāls', 'process.start:application', 'message.send')
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  for (const [language, width] of [
    ['lv', 1280],
    ['en', 320],
  ] as const)
    it(`is read and used, ${language}, ${width} px`, async () => {
      const [texts, keys] = [PEOPLE_TEXTS[language], KEYS_TEXTS[language]]
      const person = await Person.atScreen(browser, () => house.address, {
        language,
        name: `people-${language}-${width}`,
        width,
      })
      const { page } = person
      await person.logIn('admin', password)
      // Where a role that is needed nobody holds.
      for (const address of ['/people/roles', '/setup/guide']) await person.open(address)

      // What is wrong is read first, and leads to where it is mended.
      await person.open('/people/kac/roles/new')
      await person.press(texts.giveDo)
      expect(await page.evaluate('document.activeElement?.className')).to.include('govuk-error-summary')
      await page.getByRole('link', { name: texts.wrong.role }).click()
      expect(await page.evaluate('document.activeElement?.id')).to.equal('role')

      await person.open('/people/admin/state')
      await person.press(texts.disable)
      expect(await page.locator('.govuk-error-summary').innerText()).to.include(texts.wrong.lastAdministrator)

      // By keyboard alone: from the heading through the form in the order in which it is read.
      await person.open('/people/new')
      await page.getByLabel(texts.login, { exact: true }).focus()
      const order: string[] = []
      for (let step = 0; step < 6; step += 1) {
        order.push(await page.evaluate<string>('document.activeElement.id'))
        await page.keyboard.press('Tab')
      }
      expect(order).to.deep.equal(['login', 'name', 'email', 'language', 'passwordKind', 'password'])
      await page.getByLabel(texts.login, { exact: true }).fill(`jana-${language}`)
      await page.getByLabel(texts.name, { exact: true }).fill('Jana Kļava')
      await person.press(texts.create)
      expect(await page.locator('code').innerText()).to.match(/^\S{23}$/)

      await person.open('/people/keys/new')
      await person.press(keys.create)
      await page.getByText(keys.only['message.send'], { exact: true }).first().click()
      await person.look()
      await page.getByLabel(keys.name, { exact: true }).fill('Portāls')
      await page.locator('#grants').check()
      await person.press(keys.create)
      expect(await page.locator('code').innerText()).to.match(/^rt_/)
      await person.open('/people/keys')
      await person.follow(new RegExp(keys.revokeAbout('Portāls')))
      await person.leave()
    })

  for (const [language, width] of [
    ['en', 1280],
    ['lv', 320],
  ] as const)
    it(`lets everybody see to themselves, ${language}, ${width} px`, async () => {
      const [me, absence] = [ME_TEXTS[language], ABSENCE_TEXTS[language]]
      const name = `me-${language}-${width}`
      const person = await Person.atScreen(browser, () => house.address, { language, name, width })
      const { page } = person
      await person.open('/')
      await person.logIn('kac', password)
      await person.open('/me')
      await page.getByText(me.allows, { exact: true }).first().click()
      await person.press(me.passwordSave)
      expect(await page.locator('.govuk-error-summary li').count()).to.equal(2)
      await page.getByLabel(me.shortcutsOn).uncheck()
      await person.press(me.shortcutsSave)
      // A single letter now does nothing.
      await person.open('/tasks')
      await page.keyboard.press('?')
      expect(new URL(page.url()).pathname).to.equal('/tasks')
      await person.open('/me')
      await page.getByLabel(me.shortcutsOn).check()
      await person.press(me.shortcutsSave)
      await person.open('/me/absence')
      await person.press(absence.enter)
      await person.leave()
    })
})
