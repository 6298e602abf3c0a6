import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './run-command.ts'

export const DEMO: string = join(ROOT, 'apps', 'demo')

export const DEMO_DIST: string = join(DEMO, 'dist')

export const buildDemo = async (): Promise<void> => {
  await build({ root: DEMO, logLevel: 'warn' })
}
