/** The room of indicators in a real browser: every page, wide and narrow, in both languages. */
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import { readDemo } from '../../../../api/demo/seed-demo.ts'
import { projectRoot } from '../../../../api/project-root.ts'
import { MEASURING_TEXTS } from '../../../../forms/ui/measuring/measuring-texts.ts'
import { findChromium } from '../../../api/support/chromium.ts'
import { ServedHouse } from '../../../support/served-house.ts'
import { Person } from '../support/person.ts'
import { fillMeasures } from './measuring-data.ts'

const { password } = readDemo(projectRoot())

describe('the room of indicators in a browser', function () {
  this.timeout(180_000)
  let browser: Browser
  let house: ServedHouse
  before(async function () {
    const executablePath = findChromium()
    if (executablePath === null) return this.skip()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    house = await ServedHouse.open('2027-04-12T10:00:00+03:00', { restarts: false })
    await fillMeasures(house)
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  for (const [language, width] of [
    ['lv', 1280],
    ['en', 1280],
    ['lv', 320],
    ['en', 320],
  ] as const)
    it(`is read and used, ${language}, ${width} px`, async () => {
      const texts = MEASURING_TEXTS[language]
      const name = `measures-${language}-${width}`
      const person = await Person.atScreen(browser, () => house.address, { language, name, width })
      await person.logIn('opm', password)
      await person.open('/measures?period=2027-03')
      expect(await person.heading).to.equal(texts.title)
      await person.open('/measures/processes/incident?period=2027-03')
      // Written down in the first of the four languages and widths, computed again in the others.
      const first = (await person.text).includes(texts.nothingWritten)
      await person.press(first ? texts.record : texts.recordAgain)
      if (first) await person.press(texts.review)
      expect(await person.text).to.not.include(texts.notReviewed)
      await person.open('/measures/indicators/incident.mttr?period=2027-03')
      expect(await person.page.getByRole('img').count()).to.equal(1)
      await person.open('/measures/services/service-s-001?period=2027-Q1')
      await person.open('/measures/reports/volumes?period=2027-03')
      await person.open('/measures/reports/costs?period=2027-03')
      await person.leave()
    })
})
