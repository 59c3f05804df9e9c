import { expect } from 'chai'
import { formats } from '../../../forms/check/formats.ts'
import { sentence, sentenceKinds, type SentenceFacts } from '../../../forms/check/sentences.ts'

const facts: SentenceFacts = {
  label: 'LABEL',
  others: ['OTHER'],
  limit: '7',
  actual: '9',
  choices: ['ONE'],
  chosen: false,
}

describe('the sentences about refused fields', () => {
  it('are there for the same errors in both languages', () => {
    expect(sentenceKinds('lv')).to.deep.equal(sentenceKinds('en'))
  })

  it('are one sentence each, which names the field', () => {
    for (const language of ['lv', 'en'] as const) {
      for (const kind of sentenceKinds(language)) {
        const text = sentence(kind, language, facts)
        expect(text, kind).to.match(/^[A-ZĀČĒĢĪĶĻŅŠŪŽ“].*\.$/u)
        expect(text, kind).to.contain(kind === 'required-one-of' ? 'OTHER' : 'LABEL')
        expect(text, kind).not.to.match(/undefined|null|\bNaN\b|\. [A-Z]/)
      }
    }
  })

  it('are there for every format', () => {
    for (const name of Object.keys(formats)) expect(sentenceKinds('lv')).to.include(`format:${name}`)
  })

  it('quote as each language does', () => {
    expect(sentence('required', 'lv', facts)).to.equal('Aizpildiet lauku «LABEL».')
    expect(sentence('required', 'en', facts)).to.equal('Enter “LABEL”.')
    expect(sentence('required', 'lv', { ...facts, chosen: true })).to.equal('Izvēlieties vērtību laukā «LABEL».')
  })

  it('fall back on the general sentence for a variant that has none', () => {
    expect(sentence('multipleOf:5', 'en', { ...facts, limit: '5' })).to.equal(
      'Enter a number in “LABEL” that 5 divides without remainder.',
    )
    expect(sentence('surprise', 'lv', facts)).to.equal('Pārbaudiet lauku «LABEL»: šāda vērtība nav atļauta.')
  })
})
