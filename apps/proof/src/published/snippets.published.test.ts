import { expect, it } from 'vitest'
import { pages } from '../../../../tooling/markdown.ts'
import { inAppFolder, linkPackages } from './app-folder.ts'
import { compile } from './compile.ts'
import { writeSnippets } from './snippets.ts'

/** Of bundlers and of Node, which apps have beside the packages. */
const TYPES = ['node', 'vite/client']

/** The reference shows declarations, which are no programs; they are those that compile. */
const shown = pages().filter(({ path }) => !path.startsWith('docs/api/'))

it('every piece of TypeScript in a page compiles with the packages as users get them', () =>
  inAppFolder(async (folder) => {
    await linkPackages(folder)
    const counts = await Promise.all(shown.map((page) => writeSnippets(folder, page)))
    const found = await compile(folder, 'typescript', {
      module: 'preserve',
      exactOptionalPropertyTypes: false,
      skipLibCheck: true,
      types: TYPES,
    })
    expect(found).toBe('')
    const total = counts.reduce((sum, count) => sum + count, 0)
    console.log(`${total} snippets compiled`)
    expect(total).toBeGreaterThan(40)
  }))
