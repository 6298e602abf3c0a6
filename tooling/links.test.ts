import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname

/** The files of the repository that people read. */
const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root })
  .toString()
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(root, page)))

/** The files that a page links to; where in them is not looked at. */
function filesLinkedFrom(page: string): readonly string[] {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)
  return Array.from(links, ([, link = '']) => link.replace(/#.*/, '')).filter(
    (link) => link !== '' && !/^[a-z]+:/.test(link),
  )
}

it('every link of a page to a file leads to one', () => {
  const links = pages.flatMap((page) => filesLinkedFrom(page).map((link) => ({ page, link })))
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter(({ page, link }) => !existsSync(join(root, dirname(page), link)))).toEqual([])
})
