/** Clients of the server over connections that stay open, one request at a time each. */
import { Agent, request } from 'node:http'
import { inTurns, runClients, type ClientSettings, type Measured } from '../clients.ts'
import { PROCESS_KEY, type Plan } from '../permit.ts'

export interface HttpSettings extends ClientSettings {
  readonly url: string
  readonly apiKey: string
  readonly plans: readonly Plan[]
}

export async function measure({ url, apiKey, plans, ...settings }: HttpSettings): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: settings.clients })
  const post = (path: string, body: object): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = Buffer.from(JSON.stringify(body))
      const headers = {
        Authorization: `Bearer ${apiKey}`,
        'Content-Type': 'application/json',
        'Content-Length': sent.length,
      }
      const asked = request(`${url}${path}`, { agent, method: 'POST', headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (answer.statusCode === 200 || answer.statusCode === 201) resolve(text)
          else if (answer.statusCode === 503) reject(new NotNow(Number(answer.headers['retry-after'] ?? 1) * 1000))
          else reject(new Error(`Expected POST ${path} to succeed, but it answered ${answer.statusCode}: ${text}`))
        })
      })
      asked.once('error', reject)
      asked.end(sent)
    })

  const measured = await runClients(
    settings,
    async (number, complete, tell) => {
      const { variables, tasks } = inTurns(plans, number)
      const started = await tell(() => post(`/api/process-definitions/key/${PROCESS_KEY}/start`, { variables }))
      const { id } = JSON.parse(started) as { readonly id: string }
      for (const { suffix, data } of tasks) await complete(() => post(`/api/tasks/${id}${suffix}/complete`, { data }))
    },
    (error) => (error instanceof NotNow ? error.retryAfterMs : null),
  )
  agent.destroy()
  return measured
}

/** The server has too much to do, and says when to come again. */
class NotNow extends Error {
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super(`Expected the server to take the request, but it is to be sent again in ${retryAfterMs} ms.`)
    this.retryAfterMs = retryAfterMs
  }
}
