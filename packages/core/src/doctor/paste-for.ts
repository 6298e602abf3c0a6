import { expressFor } from './express-for.ts'
import type { Finding } from './finding.ts'
import { honoFor } from './hono-for.ts'
import { mendingOf } from './mending.ts'
import { nginxFor } from './nginx-for.ts'

/** Text for the configuration, or the code, of a server: one of each. */
export interface Paste {
  /** Directives for the `location` that answers. */
  readonly nginx: string
  /** JavaScript for Express 4 and 5, with the imports that it needs. */
  readonly express: string
  /** JavaScript for Hono 4, with the imports that it needs. */
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
