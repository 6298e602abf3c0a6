import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const README = join(import.meta.dirname, '../../../../README.md')

/** What somebody has who copies the example into an app: a log-in, a tree, a coin to look at. */
const READERS_OWN = `
declare const auth: {
  readonly loading: boolean
  readonly address: string | undefined
  readonly token: string
}
declare const mint: string
declare function App(): import('react').ReactNode
`

/** The first example, as it stands there. */
export async function readmeExample(): Promise<string> {
  const [, example] = /^```tsx\n(.*?)^```$/ms.exec(await readFile(README, 'utf8')) ?? []
  if (example === undefined)
    throw new Error('README.md has no example: a block that begins with ```tsx')
  return example
}

export async function writeReadmeExample(folder: string): Promise<void> {
  await writeFile(join(folder, 'readme-example.tsx'), (await readmeExample()) + READERS_OWN)
}
