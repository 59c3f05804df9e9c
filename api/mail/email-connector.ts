/** Carries notifications by e-mail over SMTP: one connection, checked certificates, plain text in UTF-8. */
import { createTransport } from 'nodemailer'
import { DeliveryRefused } from '../../engine/model/errors.ts'
import type { Json } from '../../engine/model/json.ts'
import type { Connector } from '../../engine/ports.ts'
import { oneLine, validAddress } from './addresses.ts'
import { deliveryError } from './delivery-error.ts'

/** How to reach the mail server, and who writes. */
export interface EmailSettings {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte; `starttls` or nothing is sent; `none` only for a relay on the same machine. */
  readonly security: 'starttls' | 'tls' | 'none'
  /** Empty: the server asks for no login. */
  readonly user: string
  readonly password: string
  /** Address that the e-mails come from. */
  readonly from: string
  /** Name beside that address. */
  readonly fromName: string
  /** Longest wait for any answer of the server. */
  readonly timeoutMs: number
}

/** A connection that nobody uses is closed before servers lose patience. */
const IDLE_MS = 30_000

/**
 * A connector for records with `recipient`, `subject`, `body` and `language`. Its reference is the Message-ID, made of the
 * record's id: a receiving system that gets the same twice can tell.
 */
export function createEmailConnector(settings: EmailSettings): Connector {
  const { host, port, security, user, password, from, fromName, timeoutMs } = settings
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
    // The outbox tries again, and counts; here the same would leave twice unseen.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    async send({ record: { id, data } }, { now, signal }) {
      const address = validAddress(textOf(data['recipient']))
      if (address === null) throw new DeliveryRefused('The recipient is no e-mail address that can be written to.')
      const messageId = `<${id}@${domain}>`
      try {
        await transport.sendMail({
          from: { name: oneLine(fromName), address: from },
          to: { name: '', address },
          envelope: { from, to: [address] },
          subject: oneLine(textOf(data['subject'])),
          text: textOf(data['body']),
          messageId,
          date: new Date(now),
          headers: {
            // RFC 3834: no out-of-office notes in return.
            'Auto-Submitted': 'auto-generated',
            'Content-Language': data['language'] === 'en' ? 'en' : 'lv',
          },
          signal,
        })
      } catch (error) {
        throw deliveryError(error)
      }
      return { reference: messageId }
    },
    close: () => transport.close(),
  }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
