import { expressFor } from './express-for.ts'
import type { Finding } from './finding.ts'
import { honoFor } from './hono-for.ts'
import { mendingOf } from './mending.ts'
import { nginxFor } from './nginx-for.ts'

/** Text for the configuration, or the code, of a server: one of each. */
export interface Paste {
  readonly nginx: string
  readonly express: string
  readonly hono: string
}

/**
 * What mends a finding, with comments that say where it belongs. It does not know what is there
 * already. Pure.
 *
 * @param finding names the page whose permission is meant; else it is `https://app.example.com`
 */
export function pasteFor(finding: Finding): Paste {
  const mending = mendingOf(finding)
  return { nginx: nginxFor(mending), express: expressFor(mending), hono: honoFor(mending) }
}
