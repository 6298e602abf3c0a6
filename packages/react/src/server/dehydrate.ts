import type { Etagged } from '@etagged/core'
import { escapeForScript } from './escape-for-script.ts'

/**
 * All that the client's memory holds of its session, as JSON that may stand in a `<script>`. It is the
 * user's own: send it to nobody else.
 */
export function dehydrate(client: Etagged): string {
  return escapeForScript(JSON.stringify(client.dehydrate()))
}
