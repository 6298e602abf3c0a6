import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, it } from 'vitest'
import { anchorsOf, linksFrom, type Page, pages, readPage } from './markdown.ts'
import { ROOT } from './run-command.ts'

const PATH = 'docs/llms.txt'
const text = readFileSync(join(ROOT, PATH), 'utf8')
/** The form is a part of Markdown: https://llmstxt.org */
const llms: Page = { path: PATH, text, tree: fromMarkdown(text) }

const targetsOf = (page: Page): readonly (readonly [path: string, anchor: string])[] =>
  linksFrom(page).map((link) => {
    const [path = '', anchor = ''] = link.split('#')
    return [posix.join(posix.dirname(page.path), path), anchor]
  })

const documentation = pages().filter(({ path }) =>
  /^docs\/(?:guides\/|api\/(?:.+\/)?)?[^/]+\.md$/.test(path),
)

it('every page of the documentation is listed in docs/README.md or docs/llms.txt', () => {
  const index = readPage('docs/README.md')
  const listed = new Set([index, llms].flatMap(targetsOf).map(([path]) => path))
  const missing = documentation.filter(({ path }) => path !== index.path && !listed.has(path))
  expect(documentation.length).toBeGreaterThan(20)
  expect(missing.map(({ path }) => path)).toEqual([])
})

it('every link of docs/llms.txt leads to a file, or to a heading in it', () => {
  const leadsNowhere = ([path, anchor]: readonly [string, string]): boolean =>
    !existsSync(join(ROOT, path)) || (anchor !== '' && !anchorsOf(readPage(path)).has(anchor))
  expect(targetsOf(llms).length).toBeGreaterThan(20)
  expect(targetsOf(llms).filter(leadsNowhere)).toEqual([])
})

it('docs/llms.txt has a title, a summary, and sections in which each link has a note', () => {
  const lines = text.split('\n').filter((line) => line !== '')
  expect(lines[0]).toMatch(/^# /)
  expect(lines[1]).toMatch(/^> /)
  const sections = lines.slice(lines.findIndex((line) => line.startsWith('## ')))
  expect(sections.filter((line) => !/^(?:## \S|- \[[^\]]+\]\([^)]+\): \S)/.test(line))).toEqual([])
})
