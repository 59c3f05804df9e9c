// Mocha's own list of tests as they run, then what was skipped and why, and as the last line the count.
const { existsSync, writeFileSync } = require('node:fs')
const { delimiter, join } = require('node:path')
const { reporters, Runner } = require('mocha')

module.exports = class Reporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    runner.on(Runner.constants.EVENT_TEST_PENDING, (test) => skipped.push(test.fullTitle()))
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats
      if (skipped.length > 0) {
        const why = hasChromium()
          ? ''
          : ' No Chromium was found: tests in a browser need one (on the path, or in CHROMIUM_PATH).'
        console.log(`${skipped.length} skipped.${why}`)
        for (const title of skipped) console.log(`  ${title}`)
      }
      // Where several runs count as one, who started them says the last word.
      if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify({ passes, failures }))
      else console.log(`${passes} passed, ${failures} failed`)
    })
  }
}

function hasChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return (
    Boolean(process.env.CHROMIUM_PATH) || folders.some((folder) => names.some((name) => existsSync(join(folder, name))))
  )
}
