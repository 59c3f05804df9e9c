import { expect } from 'chai'
import { safeName } from '../../../api/files/safe-name.ts'

describe('the name of a file', () => {
  const expected: readonly (readonly [string, string])[] = [
    ['Iesniegums Nr. 7.pdf', 'Iesniegums Nr. 7.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\anna\\līgums.docx', 'līgums.docx'],
    ['a\u0304.pdf', 'ā.pdf'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['a.pdf. . ', 'a.pdf'],
  ]
  for (const [sent, kept] of expected) {
    it(`${JSON.stringify(sent)} is kept as ${JSON.stringify(kept)}`, () => expect(safeName(sent)).to.equal(kept))
  }

  it('keeps its end when it is too long, and no half letters', () => {
    const long = safeName(`${'😀'.repeat(400)}.pdf`)
    expect(Array.from(long)).to.have.length(255)
    expect(long.endsWith('😀.pdf')).to.equal(true)
  })
})
