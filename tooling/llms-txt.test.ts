import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { linksFrom, type Page, pages, readPage } from './markdown.ts'

const index = readPage('docs/README.md')
const llms = readPage('docs/llms.txt')

/** Files, from the repository's root. */
const targetsOf = (page: Page): readonly string[] =>
  linksFrom(page).map((link) => posix.join(posix.dirname(page.path), link.replace(/#.*/, '')))

const documentation = pages().filter(({ path }) =>
  /^docs\/(?:guides\/|api\/(?:.+\/)?)?[^/]+\.md$/.test(path),
)

it('every page of the documentation is listed in docs/README.md or docs/llms.txt', () => {
  const listed = new Set([index, llms].flatMap(targetsOf))
  const missing = documentation.filter(({ path }) => path !== index.path && !listed.has(path))
  expect(documentation.length).toBeGreaterThan(20)
  expect(missing.map(({ path }) => path)).toEqual([])
})

it('docs/llms.txt has a title, a summary, and sections in which each link has a note', () => {
  const lines = llms.text.split('\n').filter((line) => line !== '')
  expect(lines[0]).toMatch(/^# /)
  expect(lines[1]).toMatch(/^> /)
  const sections = lines.slice(lines.findIndex((line) => line.startsWith('## ')))
  expect(sections.filter((line) => !/^(?:## \S|- \[[^\]]+\]\([^)]+\): \S)/.test(line))).toEqual([])
})
