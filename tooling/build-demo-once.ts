import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildDemo, DEMO_DIST } from './build-demo.ts'

/** The end-to-end tests look at the built demo; `npm test` has built it anew before them. */
export default async (): Promise<void> => {
  if (!existsSync(join(DEMO_DIST, 'index.html'))) await buildDemo()
}
