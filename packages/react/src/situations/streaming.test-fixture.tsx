import { createEtagged } from '@etagged/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import { renderToReadableStream } from 'react-dom/server'
import { item, items } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { Origin } from '../scripted-origin.test-fixture.ts'
import { withState, type WithStateOptions } from '../server/index.ts'
import { anHourAgo } from './clocks.test-fixture.ts'

/** What an origin answers for it. */
export const STREAMED: Readonly<Record<string, unknown>> = {
  '/items': [{ id: 1, name: 'of $user' }],
  '/items/1': { id: 1, name: 'one' },
}

/** A list that suspends, and in it a detail that suspends once the list is there. */
export function Streamed(): ReactNode {
  return (
    <main>
      <h1>Items</h1>
      <Suspense fallback={<p>waiting for the list</p>}>
        <List />
      </Suspense>
    </main>
  )
}

function List(): ReactNode {
  const { data } = useSuspenseQuery(query(items, {}))
  return (
    <section>
      {data.map(({ id, name }) => (
        <p key={id}>{name}</p>
      ))}
      <Suspense fallback={<p>waiting for the detail</p>}>
        <Detail />
      </Suspense>
    </section>
  )
}

function Detail(): ReactNode {
  return <p>detail {useSuspenseQuery(query(item, { id: 1 })).data.name}</p>
}

/** The same as a whole document. */
export function Whole(): ReactNode {
  return (
    <html lang="en">
      <head>
        <title>Items</title>
      </head>
      <body>
        <Streamed />
      </body>
    </html>
  )
}

/** A list that React writes in many pieces. */
export function ManyItems(): ReactNode {
  return (
    <main>
      <Suspense fallback={<p>waiting</p>}>
        <Many />
      </Suspense>
    </main>
  )
}

function Many(): ReactNode {
  const { data } = useSuspenseQuery(query(items, {}))
  return (
    <ul>
      {data.map(({ id, name }) => (
        <li key={id} title={name}>
          {name}
        </li>
      ))}
    </ul>
  )
}

/** A page on its way to the browser. */
export interface Stream {
  /** All that React wrote, without what was added. */
  readonly ofReact: Promise<string>
  /** What is there and was not read yet, once it contains this text. */
  next(text: string): Promise<string>
  /** All that is left. */
  rest(): Promise<string>
}

/** Answers one request for the page, an hour ago, with a cache of its own. */
export async function stream(
  origin: Origin,
  user: string,
  options: WithStateOptions & { readonly content?: ReactNode } = {},
): Promise<Stream> {
  const { content = <Streamed />, ...given } = options
  const client = createEtagged({
    baseUrl: origin.url,
    fetch: origin.fetch,
    headers: (session) => ({ authorization: session.user ?? 'nobody' }),
    clock: anHourAgo,
  })
  await client.signIn(user)
  const html: ReadableStream<Uint8Array> = await renderToReadableStream(
    <EtaggedProvider client={client} user={user}>
      {content}
    </EtaggedProvider>,
    given,
  )
  const [sent, witnessed] = html.tee()
  const reader = withState(sent, client, given).getReader()
  const decoder = new TextDecoder()
  let isDone = false

  async function readTo(isEnough: (text: string) => boolean): Promise<string> {
    let read = ''
    do {
      const { done, value } = await reader.read()
      isDone = done
      read += decoder.decode(value, { stream: true })
    } while (!isDone && !isEnough(read))
    return read
  }

  return {
    ofReact: new Response(witnessed as ReadableStream<Uint8Array<ArrayBuffer>>).text(),
    next: (text) => readTo((read) => read.includes(text)),
    rest: () => readTo(() => false),
  }
}
