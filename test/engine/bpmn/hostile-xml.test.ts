import { expect } from 'chai'
import { file, problemsOf, process, read } from './diagram-text.ts'

const START = '<bpmn:startEvent id="s"/>'
const body = process(START)

describe('XML that is not well-formed', () => {
  const cases: Record<string, readonly [xml: string, line: number]> = {
    'is cut off': [process(`${START}\n`).slice(0, -'</bpmn:process>\n\n</bpmn:definitions>'.length), 3],
    'closes the wrong element': [process('<bpmn:task id="a">\n<bpmn:task id="b"></bpmn:task>\n</bpmn:process>'), 6],
    'closes what was never opened': [`${body}\n</bpmn:definitions>`, 8],
    'has an unclosed quote': [process('<bpmn:task id="a>\n<bpmn:task id="b"/>'), 4],
    'has an attribute without quotes': [process('<bpmn:task id=a/>'), 4],
    'has an attribute without value': [process('<bpmn:task\n id="a" name/>'), 5],
    'has attributes without space between': [process('<bpmn:task id="a"name="b"/>'), 4],
    'has an attribute twice': [process('<bpmn:task id="a" id="b"/>'), 4],
    'has a bare ampersand': [process('\n<bpmn:task id="a" name="R&D"/>'), 5],
    'has a bare ampersand in text': [process('\n<bpmn:documentation>${a\n && b}</bpmn:documentation>'), 6],
    'has an entity of its own': [process('<bpmn:task id="a" name="&nbsp;"/>'), 4],
    'has a bare sign in a value': [process('<bpmn:task id="a" name="a < b"/>'), 4],
    'has a bare sign in text': [process('<bpmn:documentation>a < b</bpmn:documentation>'), 4],
    'has an undeclared prefix': [process('<zeebe:task/>'), 4],
    'has an attribute with an undeclared prefix': [process('<bpmn:task id="a" zeebe:x="1"/>'), 4],
    'uses a prefix outside the element that declares it': [process('<a:x xmlns:a="urn:a"/>\n<a:x/>'), 5],
    'declares a reserved prefix': [process('<bpmn:task id="a" xmlns:xmlns="urn:a"/>'), 4],
    'has text behind the root': [`${body}\n\nmore`, 9],
    'has two roots': [`${body}\n<a/>`, 8],
    'has an unclosed comment': [process('<!-- never'), 4],
    'has an unclosed CDATA section': [process('<![CDATA[ never'), 4],
    'is empty': ['', 1],
    'is no XML': ['{"a": 1}', 1],
    'names a NUL character': [process('\n<bpmn:task id="a" name="&#0;"/>'), 5],
    'names a control character': [process('<bpmn:task id="a" name="&#x1;"/>'), 4],
    'names half a surrogate pair': [process('<bpmn:task id="a" name="&#xD800;"/>'), 4],
  }
  for (const [name, [xml, line]] of Object.entries(cases)) {
    it(`${name}: refused with its line`, async () => {
      const { processes, problems } = await read(xml)
      expect(processes).to.deep.equal([])
      expect(problems.map((problem) => [problem.code, problem.line])).to.deep.equal([['xml-invalid', line]])
    })
  }
})

describe('characters that XML forbids', () => {
  for (const [name, character] of Object.entries({ NUL: '\0', bell: '\u0007', 'half a surrogate pair': '\ud83d' })) {
    it(`${name}: refused with its line`, async () => {
      const { problems } = await read(process(`\n<bpmn:task id="a" name="x${character}y"/>`))
      expect(problems.map(({ code, line }) => [code, line])).to.deep.equal([['illegal-character', 5]])
    })
  }

  it('are told from those that only look unusual', async () => {
    const { processes, problems } = await read(
      process('<bpmn:task id="a" name="Ērģeles&#10;🎹 &#127929; &#x1F3B9;\u00a0"/>'),
    )
    expect(problems).to.deep.equal([])
    expect(processes[0]?.definition.nodes['a']?.name).to.equal('Ērģeles\n🎹 🎹 🎹')
  })
})

describe('a file with entities', () => {
  const withDoctype = (doctype: string) => body.replace('?>\n', `?>\n\n${doctype}\n`)

  it('is refused at its DOCTYPE', async () => {
    const xml = withDoctype('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    const { problems } = await read(xml)
    expect(problems.map(({ code, line }) => [code, line])).to.deep.equal([['doctype-forbidden', 3]])
  })

  it('is refused in lower case, too', async () => {
    expect(await problemsOf(withDoctype('<!doctype x>'))).to.deep.equal(['doctype-forbidden'])
  })

  it('is refused inside an element', async () => {
    expect(await problemsOf(process('<!ENTITY a "b">'))).to.deep.equal(['doctype-forbidden'])
  })

  it('may speak of DOCTYPE in a comment', async () => {
    expect(await problemsOf(process(`<!-- <!DOCTYPE x> -->${START}`))).to.deep.equal([])
  })
})

describe('the limits of a file', () => {
  const nested = (depth: number, element = 'bpmn:extensionElements') =>
    file(`<bpmn:process id="p">${START}${`<${element}>`.repeat(depth)}${`</${element}>`.repeat(depth)}</bpmn:process>`)

  it('hold 5,000 nested elements off', async () => {
    expect(await problemsOf(nested(5_000, 'x'))).to.deep.equal(['too-deep'])
  })

  it('let 50 levels pass and no 51st', async () => {
    const deep = (depth: number) => {
      const subs = Array.from({ length: depth - 3 }, (_, index) => `<bpmn:subProcess id="s${index}">`)
      return process(`${subs.join('')}<bpmn:task id="t"/>${'</bpmn:subProcess>'.repeat(depth - 3)}`)
    }
    expect(await problemsOf(deep(50))).to.deep.equal([])
    expect(await problemsOf(deep(51))).to.deep.equal(['too-deep'])
  })

  it('let 20,000 elements pass and no more', async () => {
    const many = (count: number) => process(`${START}${'<bpmn:documentation/>'.repeat(count - 3)}`)
    expect(await problemsOf(many(20_000))).to.deep.equal([])
    expect(await problemsOf(many(20_001))).to.deep.equal(['too-many-elements'])
  })

  it('count comments, too', async () => {
    expect(await problemsOf(process(START + '<!-- -->'.repeat(20_001)))).to.deep.equal(['too-many-elements'])
  })

  it('let 1 MB pass and no byte more', async () => {
    const sized = (bytes: number) => {
      const [head, tail] = [process(`${START}<!--`), '-->']
      const at = head.indexOf('<!--') + 4
      const padding = bytes - Buffer.byteLength(head) - tail.length
      return `${head.slice(0, at)}${'ā'.repeat(10)}${'x'.repeat(padding - 20)}${tail}${head.slice(at)}`
    }
    expect(Buffer.byteLength(sized(1_048_576))).to.equal(1_048_576)
    expect(await problemsOf(sized(1_048_576))).to.deep.equal([])
    expect(await problemsOf(sized(1_048_577))).to.deep.equal(['too-large'])
  })

  it('let 200 namespace declarations pass and no more', async () => {
    // The file itself declares three.
    const declaring = (count: number) =>
      process(
        START +
          Array.from(
            { length: count - 3 },
            (_, index) => `<bpmn:group id="g${index}" xmlns:n${index}="urn:${index}"/>`,
          ).join(''),
      )
    expect(await problemsOf(declaring(200))).to.deep.equal([])
    expect(await problemsOf(declaring(201))).to.deep.equal(['too-many-namespaces'])
  })

  it('list 200 problems and count the rest', async () => {
    const flows = Array.from({ length: 250 }, (_, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="s"/>`)
    const { problems } = await read(process(START + flows.join('\n')))
    expect(problems).to.have.length(201)
    expect(problems[199]).to.include({ code: 'flow-leads-nowhere', elementId: 'f199', line: 203 })
    expect(problems[200]).to.include({ code: 'more-problems', severity: 'error' })
    expect(problems[200]?.message).to.contain('50 more')
  })
})

// Each of these costs the parser seconds to minutes, so the walk before it must refuse them.
describe('text made to be slow', function () {
  this.timeout(5_000)

  const floods: Record<string, string> = {
    'a flood of unclosed quotes': process('<a b="'.repeat(100_000)),
    'a flood of quotes in one tag': process(`<bpmn:task ${'b="c '.repeat(150_000)}`),
    'a flood of mixed quotes': process(`<bpmn:task ${`a="'" `.repeat(150_000)}`),
    'a flood of attributes without value': process(`<bpmn:task id="a" ${'b '.repeat(300_000)}/>`),
    'a flood of undeclared prefixes': process(
      `<bpmn:task ${Array.from({ length: 50_000 }, (_, index) => `x:a${index}=""`).join(' ')}/>`,
    ),
    'a flood of ampersands': process(`<bpmn:documentation>${'&'.repeat(900_000)}</bpmn:documentation>`),
    'a flood of half references': process(`<bpmn:documentation>${'&#'.repeat(400_000)}</bpmn:documentation>`),
    'a flood of opened comments': process('<!-'.repeat(300_000)),
    'a flood of spaces': process(`<bpmn:task${' '.repeat(900_000)}`),
    'nested namespaces': file(
      Array.from({ length: 5_000 }, (_, index) => `<a xmlns:n${index}="urn:${index}">`).join(''),
    ),
    'a thousand laughs': body.replace(
      '?>',
      `?><!DOCTYPE l [${Array.from({ length: 500 }, (_, index) => `<!ENTITY l${index} "&l${index + 1};&l${index + 1};">`).join('')}]>`,
    ),
  }
  for (const [name, xml] of Object.entries(floods)) {
    it(`${name}: refused`, async () => {
      const { processes, problems } = await read(xml, { maxBytes: 4_194_304 })
      expect(processes).to.deep.equal([])
      expect(problems.map(({ severity }) => severity)).to.deep.equal(['error'])
    })
  }

  it('a legal flood of attributes is read', async () => {
    const attributes = Array.from({ length: 50_000 }, (_, index) => `a${index}=""`).join(' ')
    expect(await problemsOf(process(`<bpmn:startEvent id="s" ${attributes}/>`))).to.have.length(201)
  })
})

describe('any text at all', () => {
  const marks = [
    '<',
    '>',
    '"',
    "'",
    '&',
    ';',
    '/',
    '!',
    '-',
    '=',
    ' ',
    '\n',
    'x',
    ':',
    'id',
    '#',
    '?',
    ']',
    '</',
    '/>',
    '<!--',
  ]
  /** A repeatable sequence of numbers in [0, 1) (mulberry32). */
  const numbers = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const base =
    process(`<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g" default="f2"/><bpmn:subProcess id="sub"><bpmn:userTask id="u" camunda:assignee="=a"/></bpmn:subProcess>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="g"/><bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="sub"/>
    <bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`)

  it('gives an answer and never throws', async () => {
    const next = numbers(7)
    for (let round = 0; round < 500; round += 1) {
      let xml = base
      for (let edit = 0; edit <= next() * 4; edit += 1) {
        const at = Math.floor(next() * xml.length)
        const mark = marks[Math.floor(next() * marks.length)] ?? ''
        xml = xml.slice(0, at) + mark + xml.slice(at + Math.floor(next() * 12))
      }
      const { processes, problems } = await read(xml)
      expect(processes.length + problems.length, xml).to.be.above(0)
    }
  })
})
