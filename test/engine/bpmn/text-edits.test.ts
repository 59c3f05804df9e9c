import { expect } from 'chai'
import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { scanXml } from '../../../engine/bpmn/xml/scan-xml.ts'
import { applyEdits, blank } from '../../../engine/bpmn/xml/text-edits.ts'

const BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
const spaces = (text: string) => ' '.repeat(text.length)
const forParser = (xml: string) => applyEdits(xml, scanXml(xml, DEFAULT_BPMN_LIMITS).edits)

describe('What the parser reads instead of what is legal, but beyond it', () => {
  const cases: Record<string, readonly [given: string, read: string]> = {
    'spaces around "="': [`<a ${BPMN} b  =\n "1"/>`, `<a ${BPMN}   \n b="1"/>`],
    'an attribute with a name beyond ASCII': [`<a ${BPMN} maß="1"/>`, `<a ${BPMN}        />`],
    'an element with such a name, with all in it': [
      `<a ${BPMN}><b>\n<ä xmlns="" c = "1">d</ä></b></a>`,
      `<a ${BPMN}><b>\n${spaces('<ä xmlns="" c = "1">d</ä>')}</b></a>`,
    ],
    'mark-up in documentation': [
      `<documentation ${BPMN}>one <b xmlns="">two<br/></b>&amp;</documentation>`,
      `<documentation ${BPMN}>one ${spaces('<b xmlns="">')}two${spaces('<br/></b>')}&amp;</documentation>`,
    ],
    'nothing, where it can read all': [
      `<a ${BPMN} b="x = y"><![CDATA[c = <d>]]></a>`,
      `<a ${BPMN} b="x = y"><![CDATA[c = <d>]]></a>`,
    ],
  }
  for (const [name, [given, read]] of Object.entries(cases)) {
    it(`is ${name}: written in as many characters`, () => {
      expect(forParser(given)).to.equal(read)
      expect(read).to.have.length(given.length)
    })
  }

  it('keeps to the outer of two edits', () => {
    expect(applyEdits('abcdef', [blank('abcdef', 2, 4), blank('abcdef', 1, 5)])).to.equal('a    f')
  })
})
