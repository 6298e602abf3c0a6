import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

/** How a response tells where its body ends, and all its bytes on the wire. */
export interface Framing {
  readonly name: string
  readonly contentType: string
  /** Nothing but the end of the connection tells the end of the body (RFC 9112 §6.3, rule 8). */
  readonly isCloseDelimited: boolean
  readonly wire: Buffer
  /** Where the body begins in it. */
  readonly headLength: number
  /** The connection outlasts it (RFC 9112 §9.3). */
  readonly persists: boolean
}

/** A server that writes as many bytes of a response as it is told, and ends the connection. */
export interface CuttingServer extends AsyncDisposable {
  /** Where the response is to be had, cut after so many bytes. */
  url(framing: Framing, cut: number): string
}

/** What is sent first, whole, to a request without a precondition for a URL with `?former`. */
export const FORMER = '{"coins":[]}'
/** What is sent, whole or cut. */
export const BODY = '{"coins":[1,23]}'

export const framings: readonly Framing[] = [
  framed('Content-Length', { body: BODY, fields: { 'Content-Length': BODY.length } }),
  framed('Content-Length, Connection: close', {
    body: BODY,
    fields: { 'Content-Length': BODY.length, Connection: 'close' },
  }),
  framed('Content-Length in HTTP/1.0', {
    version: '1.0',
    body: BODY,
    fields: { 'Content-Length': BODY.length },
  }),
  framed('chunked', { body: chunked(BODY), fields: { 'Transfer-Encoding': 'chunked' } }),
  framed('chunked, Connection: close', {
    body: chunked(BODY),
    fields: { 'Transfer-Encoding': 'chunked', Connection: 'close' },
  }),
  framed('close-delimited HTTP/1.0', { version: '1.0', body: BODY, isCloseDelimited: true }),
  framed('close-delimited HTTP/1.0, text', {
    version: '1.0',
    body: BODY,
    isCloseDelimited: true,
    contentType: 'text/plain',
  }),
  framed('gzip, Content-Length', {
    body: gzipSync(BODY),
    fields: { 'Content-Encoding': 'gzip', 'Content-Length': gzipSync(BODY).length },
  }),
  framed('gzip, chunked', {
    body: chunked(gzipSync(BODY)),
    fields: { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' },
  }),
  framed('gzip, close-delimited HTTP/1.0', {
    version: '1.0',
    body: gzipSync(BODY),
    fields: { 'Content-Encoding': 'gzip' },
    isCloseDelimited: true,
  }),
]

interface Given {
  readonly version?: '1.0' | '1.1'
  readonly contentType?: string
  readonly fields?: Readonly<Record<string, string | number>>
  readonly body: string | Buffer
  readonly isCloseDelimited?: boolean
}

function framed(name: string, given: Given): Framing {
  const { contentType = 'application/json', isCloseDelimited = false, body } = given
  const fields = { ETag: '"2"', 'Content-Type': contentType, ...given.fields }
  const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}\r\n`)
  const head = `HTTP/${given.version ?? '1.1'} 200 OK\r\n${lines.join('')}\r\n`
  const wire = Buffer.concat([Buffer.from(head), Buffer.from(body)])
  const persists = !/^HTTP\/1\.0|^Connection: close/m.test(head)
  return { name, contentType, isCloseDelimited, wire, headLength: head.length, persists }
}

/** In three chunks (RFC 9112 §7.1). */
function chunked(body: string | Buffer): Buffer {
  const bytes = Buffer.from(body)
  const size = Math.ceil(bytes.length / 3)
  const chunks = [0, size, 2 * size].map((start) => bytes.subarray(start, start + size))
  const parts = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n'])
  return Buffer.concat([...parts, '0\r\n\r\n'].map((part) => Buffer.from(part)))
}

const nothing = { wire: Buffer.of(), persists: false }

const former = `HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/json\r\nContent-Length: ${FORMER.length}\r\nConnection: close\r\n\r\n${FORMER}`

export async function startCuttingServer(): Promise<CuttingServer> {
  const sockets = new Set<Socket>()

  function answer(socket: Socket, head: string): void {
    const [, index = '', length = '', query] = /^GET \/(\d+)\/(\d+)(\?former)? /.exec(head) ?? []
    if (query !== undefined && !/^if-none-match:/im.test(head)) return void socket.end(former)
    const { wire, persists } = framings[Number(index)] ?? nothing
    const cut = Number(length)
    // One that is whole may be followed by another one, and its client counts on that.
    if (persists && cut === wire.length) socket.write(wire)
    else socket.end(wire.subarray(0, cut))
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    let head = ''
    socket.on('close', () => sockets.delete(socket))
    // The other side may have had enough.
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1')
      if (!head.endsWith('\r\n\r\n')) return
      answer(socket, head)
      head = ''
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: (given, cut) => `http://127.0.0.1:${port}/${framings.indexOf(given)}/${cut}`,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
