/**
 * Reads a request body. Our own, because the usual readers decompress: a small body that becomes a large one, and a
 * Brotli decoder that in this Node.js has a known hole, before anybody has logged in.
 */
import { HttpRefusal } from '../http-refusal.ts'
import type { Context } from 'koa'

/** What reading a body needs of a request. */
export type BodySource = Pick<Context, 'get' | 'set' | 'req'>

/** @throws {HttpRefusal} 413 as soon as the limit is passed, 415 for a body that is encoded */
export async function readBytes(context: BodySource, limit: number): Promise<Buffer> {
  refuseEncoding(context)
  refuseLength(context, limit)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge(context, limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** @throws {HttpRefusal} 415 */
export function refuseEncoding(context: BodySource): void {
  const encoding = context.get('Content-Encoding')
  if (encoding !== '' && encoding.toLowerCase() !== 'identity') {
    throw new HttpRefusal({
      status: 415,
      code: 'encoding-not-supported',
      detail: 'Expected a body that is not compressed, but it has a Content-Encoding. Send it as it is.',
      headers: { 'Accept-Encoding': 'identity' },
    })
  }
}

/** @throws {HttpRefusal} 413 when the sender announces more than the limit */
export function refuseLength(context: BodySource, limit: number): void {
  if (Number(context.get('Content-Length') || 0) > limit) throw tooLarge(context, limit)
}

/** What is still to come is not read: the connection ends with the answer. */
export function tooLarge(context: BodySource, limit: number): HttpRefusal {
  context.set('Connection', 'close')
  return new HttpRefusal({
    status: 413,
    code: 'body-too-large',
    detail: `Expected a body of at most ${limit} bytes, but there are more.`,
  })
}

/** @returns whether the request has a body at all. */
export function hasBody(context: BodySource): boolean {
  return context.get('Transfer-Encoding') !== '' || Number(context.get('Content-Length') || 0) > 0
}

/** @throws {HttpRefusal} 415 */
export function mediaNotSupported(expected: string): HttpRefusal {
  return new HttpRefusal({
    status: 415,
    code: 'media-type-not-supported',
    detail: `Expected a body of type ${expected}, but its Content-Type says something else.`,
    headers: { Accept: expected },
  })
}
