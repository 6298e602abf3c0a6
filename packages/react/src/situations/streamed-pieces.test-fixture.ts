import { inProcess, scriptOrigin } from '../scripted-origin.test-fixture.ts'
import { stream, STREAMED } from './streaming.test-fixture.tsx'

/** A page as it was streamed, cut where its reader had to wait. */
export interface Pieces {
  readonly shell: string
  readonly list: string
  readonly detail: string
}

/** Streams the page for a user, whose origin answers with these fields. */
export async function streamedPieces(
  user: string,
  fields: Record<string, string>,
): Promise<Pieces> {
  const origin = inProcess(scriptOrigin(STREAMED, 'http://api.test'))
  origin.fields = fields
  origin.hold()
  const page = await stream(origin, user)
  const shell = await page.next('</main>')
  origin.hold()
  origin.release()
  const list = await page.next('$RC("B:0"')
  origin.release()
  return { shell, list, detail: await page.rest() }
}
