/** The HTTP server around the application: limits on slow and many connections, and an orderly end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export interface ServerSettings {
  readonly host: string
  readonly port: number
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly trustProxyHops: number
}

export interface RunningServer {
  /** As it was given by the system where port 0 was asked for. */
  readonly port: number
  /** No new connections; resolves when the requests that run are answered. */
  readonly stop: () => Promise<void>
}

/** How long clients may take. */
export interface Patience {
  /** A client that takes nothing of its answer for so long has gone, or wants to keep us busy. */
  readonly answerStuckMs: number
  /** A whole request has come within this time; one with files has at least brought something more. */
  readonly receiveMs: number
  /** A whole request with files: 20 MB on a line of 256 kbit/s. */
  readonly receiveFilesMs: number
}

const PATIENCE: Patience = { answerStuckMs: 30_000, receiveMs: 30_000, receiveFilesMs: 900_000 }

/** @throws Error when the port is taken */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  settings: ServerSettings,
  { answerStuckMs, receiveMs, receiveFilesMs }: Patience = PATIENCE,
): Promise<RunningServer> {
  // Node.js would give a slow sender five minutes and an unlimited number of connections.
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: receiveFilesMs,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 15_000,
    },
    handle,
  )
  const stop = orderlyEnd(server)
  // Once it is written an answer waits for its reader only. Node.js sets the time anew for the next request of the
  // connection. Before the application, which may answer at once.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('prefinish', () => request.socket.setTimeout(answerStuckMs))
    limitReceiving(request, response, receiveMs)
  })
  server.maxConnections = settings.maxConnections
  server.maxHeadersCount = 100
  server.maxRequestsPerSocket = 10_000
  if (settings.trustProxyHops === 0) limitPerAddress(server, settings.maxConnectionsPerAddress)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('Expected the server to have a port, but it has none.')
  return { port: address.port, stop }
}

/**
 * Node.js knows one time for all requests. What is not there after ours is given up, but where files come, only when nothing
 * more of them has come either.
 */
function limitReceiving(request: IncomingMessage, response: ServerResponse, receiveMs: number): void {
  const { socket } = request
  const bringsFiles = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
  let before = socket.bytesRead
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer)
    const isComing = bringsFiles && socket.bytesRead > before
    before = socket.bytesRead
    if (isComing) return undefined
    clearInterval(timer)
    if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
    socket.destroy()
    return undefined
  }, receiveMs)
  timer.unref()
  request.once('close', () => clearInterval(timer))
}

/** A proxy in front would be the one address of everybody, so this holds without one only. */
function limitPerAddress(server: Server, most: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    if (count > most) {
      socket.destroy()
      return
    }
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
}

/**
 * Knows which connections carry a request. Node.js would wait for those that never sent one, and let busy ones bring
 * further requests for as long as they like.
 *
 * @returns what stops the server
 */
function orderlyEnd(server: Server): () => Promise<void> {
  const connections = new Set<Socket>()
  const running = new Map<Socket, ServerResponse>()
  let stopping = false
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    running.set(socket, response)
    if (stopping) response.setHeader('Connection', 'close')
    response.once('close', () => {
      // On one connection the next request may be there before the answer to the last one has gone.
      if (running.get(socket) === response) running.delete(socket)
    })
  })
  return async () => {
    stopping = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const response of running.values()) if (!response.headersSent) response.setHeader('Connection', 'close')
    for (const socket of connections) if (!running.has(socket)) socket.destroy()
    await closed
  }
}
