/** One HTTP request, byte for byte as it is told: `fetch` would add headers, refuse some and decode answers. */
import { request, type IncomingHttpHeaders } from 'node:http'

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The text as JSON; empty where it is none. */
  readonly json: AnswerBody
}

/** Members that tests read; which of them an answer has, its contract says. */
export interface AnswerBody {
  readonly id: string
  readonly items: readonly AnswerBody[]
  readonly next: string | null
  readonly code: string
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[]
  readonly problems: readonly {
    readonly severity: string
    readonly code: string
    readonly resource: string
    readonly elementId: string | null
    readonly message: string
  }[]
  readonly definitions: readonly AnswerBody[]
  readonly deployment: AnswerBody | null
  readonly roles: readonly AnswerBody[]
  readonly apiKey: string
  readonly processInstanceId: string | null
  readonly [member: string]: unknown
}

export async function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const isJson = /json/.test(incoming.headers['content-type'] ?? '')
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          json: (isJson ? JSON.parse(text) : {}) as AnswerBody,
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
