const texts = new WeakMap<Response, string>()

/**
 * An answer whose body is this text and stays known, so that it can be tagged without being read.
 * Bodies made otherwise count as streams: nobody waits for their end, and they get no tag.
 */
export function textAnswer(text: string, init?: ResponseInit): Response {
  const answer = new Response(text, init)
  texts.set(answer, text)
  return answer
}

/** The text of an answer made by {@link textAnswer}. */
export function textOf(answer: Response): string | undefined {
  return texts.get(answer)
}
