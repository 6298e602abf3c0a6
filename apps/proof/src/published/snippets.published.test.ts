import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { codeBlocks, pages, parsePage } from '../../../../tooling/markdown.ts'
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

it('every piece of JavaScript in a page is some', () => {
  const blocks = shown.flatMap((page) =>
    codeBlocks(page)
      .filter(({ language }) => language === 'js')
      .map(({ line, text }) => ({ at: `${page.path}:${line}`, text })),
  )
  expect(blocks.length).toBeGreaterThan(0)
  expect(blocks.filter(({ text }) => parseSync('page.js', text).errors.length > 0)).toEqual([])
})

it('a block in a language that nobody knows is refused', () =>
  inAppFolder(async (folder) => {
    const page = parsePage('page.md', '```typescript\nconst a: number = 1\n```\n')
    await expect(writeSnippets(folder, page)).rejects.toThrow('page.md:1: "typescript"')
  }))
