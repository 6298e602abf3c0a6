import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { turn } from './recorded.test-client.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Frees what nobody holds, and lets those act who wait to hear of it. */
export async function collectGarbage(): Promise<void> {
  collect()
  await turn()
  collect()
  await turn()
}
