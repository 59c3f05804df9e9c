import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = readFileSync(`${root}test/support/embedded-example.ts`, 'utf8')

describe('the engine alone, in any Node program', () => {
  it('runs a diagram in a dozen lines, without a server', function () {
    this.timeout(60_000)
    const output = execFileSync(process.execPath, ['--import', 'tsx', 'test/support/embedded-example.ts'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(output.trim()).to.equal('Decide on the leave → completed granted')
  })

  it('is shown in the README as it is', () => {
    const shown = example.replaceAll('../../engine/', './engine/')
    expect(readFileSync(`${root}README.md`, 'utf8')).to.include(shown)
  })
})
