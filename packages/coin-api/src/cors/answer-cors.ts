import { json } from '../http/json.ts'
import type { Caller } from './decide-caller.ts'

/** What CORS answers by itself: 204 to a preflight, 403 to a page that is not on the list. */
export function answerCors(caller: Caller): Response | undefined {
  if (caller.kind === 'preflight') return new Response(null, { status: 204 })
  if (caller.kind === 'refused') return json({ message: 'Not allowed by CORS' }, 403)
  return undefined
}
