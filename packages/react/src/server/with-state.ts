import { type Etagged, UsageError } from '@etagged/core'
import { escapeForScript } from './escape-for-script.ts'
import { QUEUE } from './state-queue.ts'

/** What {@link withState} writes beside the responses. */
export interface WithStateOptions {
  /**
   * That of the page's Content-Security-Policy, for the scripts that carry the responses: Base64.
   * @default none
   */
  readonly nonce?: string
}

/**
 * A page that React streams, and with each piece of it the responses that the piece was made of, so
 * that `hydrate(client)` finds them before React hydrates it.
 *
 * @param html of `renderToReadableStream`, in a tree of this client
 * @param client of this request's user alone: what its memory holds goes to the page
 * @param options what is written beside the responses
 * @throws UsageError for a nonce that is none
 */
export function withState(
  html: ReadableStream<Uint8Array>,
  client: Etagged,
  { nonce }: WithStateOptions = {},
): ReadableStream<Uint8Array> {
  if (nonce !== undefined && !/^[\w+/=-]+$/.test(nonce)) {
    throw new UsageError('nonce must be Base64, as in the Content-Security-Policy')
  }
  const told = new Set<string>()
  const encoder = new TextEncoder()
  let pieces: Uint8Array[] = []
  let flushing: Promise<void> | undefined
  let isFirst = true

  function script(): string {
    const state = newsOf(client.dehydrate(), told)
    if (state === undefined) return ''
    // Parsed by the browser, since in a literal `__proto__` would be no name like others.
    const text = escapeForScript(JSON.stringify(JSON.stringify(state)))
    const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`
    return `<script${attribute}>(self.${QUEUE}??=[]).push(${text})</script>`
  }

  function flush(controller: TransformStreamDefaultController<Uint8Array>): void {
    flushing = undefined
    if (pieces.length === 0) return
    const news = script()
    const given = isFirst ? intoShell(pieces, news) : [encoder.encode(news), ...pieces]
    isFirst = false
    pieces = []
    for (const piece of given) if (piece.length > 0) controller.enqueue(piece)
  }

  return html.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        pieces.push(piece)
        // React writes a boundary in several pieces, and all of them in one turn: between them a
        // script could stand inside a tag.
        flushing ??= nextTurn()
          .then(() => flush(controller))
          // Also when the reader has left meanwhile: then there is nothing to tell him.
          .catch((error: unknown) => controller.error(error))
      },
      async flush(controller) {
        await flushing
        flush(controller)
      },
    }),
  )
}

/** Before the body, if there is one: the page's own script may run as soon as it is read. */
function intoShell(pieces: readonly Uint8Array[], script: string): readonly Uint8Array[] {
  const decoder = new TextDecoder()
  const text = pieces.map((piece) => decoder.decode(piece, { stream: true })).join('')
  const whole = text + decoder.decode()
  // In this order: a script in the head may speak of bodies.
  const places = [/<\/head>/i, /<body[\s>]/i].map((tag) => whole.search(tag))
  const place = places.find((at) => at !== -1) ?? 0
  return [new TextEncoder().encode(whole.slice(0, place) + script + whole.slice(place))]
}

/** The responses of a dehydrated state that were not told yet; `undefined`: none. */
function newsOf(state: unknown, told: Set<string>): unknown {
  const { responses, ...rest } = state as { readonly responses: readonly unknown[] }
  const news = responses.filter((response) => {
    const text = JSON.stringify(response)
    const isNew = !told.has(text)
    told.add(text)
    return isNew
  })
  return news.length === 0 ? undefined : { ...rest, responses: news }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
