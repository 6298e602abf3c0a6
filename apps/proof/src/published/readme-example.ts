import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeBlocks, givenBy, readPage } from '../../../../tooling/markdown.ts'

/** The first example, as it stands there. */
export function readmeExample(): string {
  const example = codeBlocks(readPage('README.md')).find(({ language }) => language === 'tsx')
  if (example === undefined)
    throw new Error('README.md has no example: a block that begins with ```tsx')
  return example.text
}

/** With what somebody has who copies it into an app: a log-in, a tree, a coin to look at. */
export async function writeReadmeExample(folder: string): Promise<void> {
  const text = `${readmeExample()}\n${givenBy(readPage('README.md'))}`
  await writeFile(join(folder, 'readme-example.tsx'), text)
}
