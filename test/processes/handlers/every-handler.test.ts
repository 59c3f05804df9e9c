import { expect } from 'chai'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { handlers } from './open-case.ts'

describe('every handler', () => {
  it('is run by itself in a test of its own', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url))
    const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
    const sources = tests.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n')
    const run = new Set([...sources.matchAll(/\brun\(\s*'([A-Za-z]+\.[A-Za-z]+)'/g)].map(([, name]) => name))

    expect(handlers.names().filter((name) => !run.has(name))).to.deep.equal([])
  })
})
