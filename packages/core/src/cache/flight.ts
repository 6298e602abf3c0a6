/** One exchange under way, as the work inside sees it. */
export interface Flight<T = unknown> {
  /** Aborts when the last caller has left, or the session has ended. */
  readonly signal: AbortSignal
  /**
   * A write to the same URL, or to one of these tags, succeeded meanwhile: the answer may predate it
   * (RFC 9111 §4.4).
   */
  readonly isOverlapped: (tags?: readonly string[]) => boolean
  /** Calls back as soon as that happens: the answer is of no use to who asks from then on. */
  readonly onOverlap: (act: () => void) => void
  /**
   * What was stored for the URL, or with one of these tags, was removed meanwhile: a 304 has nothing
   * left to freshen.
   */
  readonly isForgotten: (tags?: readonly string[]) => boolean
  /**
   * Hands the response to one caller while its body still arrives: the caller's signal and the end
   * of the session go on to abort it.
   */
  handOver(response: Pick<Response, 'body'>, signal: AbortSignal | undefined): void
  /**
   * Answers the caller who began the flight before it lands. He stays on board: from then on it is by
   * `dismiss` that he is sent away. The returned function lets him leave.
   */
  answerEarly(value: T, dismiss: (reason: unknown) => void): () => void
  /** Tells who waits in other tabs whether, and when, they can read the answer on disk. */
  persists(written: Promise<boolean>): void
}
