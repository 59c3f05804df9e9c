/** The pages of the counter and those with which cases begin, in a real browser: wide and narrow, in both languages. */
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { readDemo } from '../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../api/project-root.ts'
import { COUNTER_TEXTS } from '../../../forms/ui/counter/counter-texts.ts'
import { MESSAGE_TEXTS } from '../../../forms/ui/counter/message-texts.ts'
import { START_TEXTS } from '../../../forms/ui/start/start-texts.ts'
import { findChromium } from '../../api/support/chromium.ts'
import { ServedHouse } from '../../support/served-house.ts'
import { Person } from './support/person.ts'

const { password } = readDemo(projectRoot())

describe('the counter in a browser', () => {
  let browser: Browser
  let house: ServedHouse
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    await house.step()
    // One application waits for its client.
    const [first] = await house.records('kac', 'application', { subject: 'Kad ir atvērts klientu centrs' })
    await house.complete(
      'kac',
      'APP_U01',
      { processInstanceId: first?.id ?? '' },
      {
        kind: 'information',
        category: 'category-information',
        impact: 'limited',
        urgency: 'low',
        admissibility: 'incomplete',
        l1Solvable: true,
        supportType: 'information',
        question: 'Par kuru centru jūs jautājat?',
      },
    )
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  for (const [language, width] of [
    ['lv', 1280],
    ['en', 320],
  ] as const)
    it(`serves a client, ${language}, ${width} px`, async () => {
      const [counter, start, message] = [COUNTER_TEXTS[language], START_TEXTS[language], MESSAGE_TEXTS[language]]
      const name = `counter-${language}-${width}`
      const person = await Person.atScreen(browser, () => house.address, { language, name, width })
      const { page } = person
      await person.logIn('kac', password)
      await person.open('/counter')
      expect(await page.evaluate('document.activeElement?.id'), 'one begins to type').to.equal('words')
      await person.press(counter.find)
      expect(await page.evaluate('document.activeElement?.className')).to.include('govuk-error-summary')

      await page.getByLabel(counter.words).fill('Piemērs')
      await person.press(counter.find)
      await person.follow('Juris Piemērs')
      await page.getByLabel(counter.serviceWords).fill('adrese')
      await page.getByRole('button', { name: language === 'lv' ? 'Atlasīt' : 'Filter' }).click()
      await page.waitForURL(/find=adrese/)
      await page.getByLabel(counter.channels['phone'] ?? '').check()
      await person.press(counter.goOn)
      await person.press(start.submit)
      await page.locator('[name=description]').fill('Pārcēlies uz citu ielu un vēlas to deklarēt.')
      await person.press(start.submit)
      await house.step()
      await page.reload()
      await person.look()
      expect(await person.heading).to.equal(start.startedTitle)
      expect(await page.getByRole('button', { name: start.print }).isVisible()).to.equal(true)
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button', { name: counter.nextClient }).isVisible(), 'on paper').to.equal(false)
      await person.look()
      await page.emulateMedia({ media: 'screen' })
      await person.press(counter.nextClient)

      await page.getByLabel(counter.words).fill('20000001')
      await person.press(counter.find)
      await person.follow('P-2027-000001')
      await person.follow(message.names['client.replied'] ?? '')
      await person.press(message.send)
      expect(await page.locator('.govuk-error-summary li').count()).to.equal(2)
      await person.follow(message.backToCase)
      await person.follow(message.names['client.withdrawn'] ?? '')
      await person.leave()
    })
})
