import { manifests } from './manifests.ts'
import type { Command } from './run-command.ts'

/** pnpm, as the manifest pins it: npm does not put it on the PATH. */
export function pnpm(...args: readonly string[]): Command {
  const packageManager = manifests().get('')?.packageManager
  if (typeof packageManager !== 'string') throw new Error('package.json pins no package manager')
  return { file: 'npx', args: ['--yes', packageManager, ...args] }
}
