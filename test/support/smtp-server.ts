/** A mail server for tests: takes what it is sent, answers as it is told, and remembers. Speaks as much SMTP as is needed. */
import { createServer, type Socket } from 'node:net'

/** An e-mail as it came over the wire. */
export interface Received {
  readonly to: readonly string[]
  /** Header fields, unfolded, by their names in small letters; all of them in the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As it was encoded. */
  readonly body: string
}

export interface SmtpServer {
  readonly port: number
  readonly received: Received[]
  /** Connections that there have been. */
  readonly connections: () => number
  /** What is answered to RCPT, to the end of DATA and to AUTH; by default all is well. */
  readonly answers: { rcpt: string; data: string; auth: string }
  close(): Promise<void>
}

const WELL = { rcpt: '250 2.1.5 ok', data: '250 2.0.0 queued', auth: '235 2.7.0 welcome' }

export async function openSmtpServer(): Promise<SmtpServer> {
  const received: Received[] = []
  const answers = { ...WELL }
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.setEncoding('latin1')
    const say = (line: string) => socket.write(`${line}\r\n`)
    let to: string[] = []
    let isData = false
    let text = ''
    const hear = (line: string): void => {
      if (/^EHLO/i.test(line)) say('250-mail.test\r\n250 AUTH PLAIN')
      else if (/^AUTH/i.test(line)) say(answers.auth)
      else if (/^RCPT TO:<(.*)>/i.test(line)) {
        if (answers.rcpt.startsWith('2')) to.push(/<(.*)>/.exec(line)?.[1] ?? '')
        say(answers.rcpt)
      } else if (/^DATA/i.test(line)) {
        isData = true
        say('354 go on')
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else if (/^(MAIL|RSET|NOOP)/i.test(line)) {
        to = []
        say('250 ok')
      } else say('502 5.5.1 not here')
    }
    say('220 mail.test ESMTP')
    socket.on('data', (chunk: string) => {
      text += chunk
      for (;;) {
        const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const heard = text.slice(0, end)
        text = text.slice(end + (isData ? 5 : 2))
        if (!isData) {
          hear(heard)
          continue
        }
        isData = false
        if (answers.data.startsWith('2')) received.push(read(to, heard.replace(/^\.\./gm, '.')))
        say(answers.data)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    connections: () => connections,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function read(to: readonly string[], message: string): Received {
  const [head = '', ...rest] = message.split('\r\n\r\n')
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const)
  return { to, headers, body: rest.join('\r\n\r\n') }
}

/** The values of a header field, its encoded words (RFC 2047) read. */
export function headerOf({ headers }: Received, name: string): string[] {
  const word = /=\?utf-8\?([bq])\?([^?]*)\?=/gi
  return headers
    .filter(([field]) => field === name.toLowerCase())
    .map(([, value]) =>
      value
        .replace(/\?=\s+=\?/g, '?==?')
        .replace(word, (_, how: string, text: string) =>
          how.toLowerCase() === 'b'
            ? Buffer.from(text, 'base64').toString('latin1')
            : unquoted(text.replaceAll('_', ' ')),
        ),
    )
    .map((value) =>
      word.test(value) || /[\u0080-\u00ff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value,
    )
}

/** The text, decoded. */
export function bodyOf(received: Received): string {
  const [encoding = '7bit'] = headerOf(received, 'content-transfer-encoding')
  const { body } = received
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString()
  return Buffer.from(unquoted(body.replace(/=\r\n/g, '')), 'latin1').toString()
}

const unquoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
