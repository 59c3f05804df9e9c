/** The glossary is whole: every term in both languages, with a source that there is. */
import { expect } from 'chai'
import { data } from './handlers/open-case.ts'

/** The terms that the methodology itself explains (S004 §1.4, §2.1). */
const EXPLAINED = [
  'klients',
  'lietotājs',
  'pakalpojuma turētājs',
  'pakalpojuma sniedzējs',
  'pakalpojuma izpildītājs',
  'klientu apkalpotājs',
  'pieteikums',
  'incidents',
  'problēma',
  'konfigurācijas vienība (KV)',
  'eskalācija',
  'iestāde',
  'institūcija',
]

describe('the glossary', () => {
  const { terms, sources } = data.glossary

  it('has a name of its own for each term, and its words in both languages', () => {
    expect(new Set(terms.map(({ id }) => id)).size).to.equal(terms.length)
    expect(new Set(terms.map(({ term }) => term.lv)).size).to.equal(terms.length)
    const bare = terms.filter(({ id, term, definition }) =>
      [...Object.values(term), ...Object.values(definition)].some(
        (text) => text.trim() === '' || !/^[a-z0-9-]+$/.test(id),
      ),
    )
    expect(bare).to.deep.equal([])
    expect(terms.map(({ term }) => term.lv)).to.include.members(EXPLAINED)
  })

  it('says of each term where it comes from', () => {
    const known = sources.map(({ id }) => id)
    const unknown = terms.flatMap(({ id, sources: of }) =>
      of.length > 0 && of.every((source) => known.includes(source.split(' ')[0] ?? '')) ? [] : [id],
    )
    expect(unknown).to.deep.equal([])
  })
})
