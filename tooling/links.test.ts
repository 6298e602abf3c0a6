import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'
import { anchorsOf, linksFrom, pages } from './markdown.ts'
import { ROOT } from './run-command.ts'

interface Link {
  readonly page: string
  readonly link: string
}

const isElsewhere = (link: string): boolean => /^[a-z]+:/.test(link)

const found = pages()
const links: readonly Link[] = found.flatMap((page) =>
  linksFrom(page).map((link) => ({ page: page.path, link })),
)
const local = links.filter(({ link }) => !isElsewhere(link))

/** From the repository's root. */
function target({ page, link }: Link): string {
  const [path = ''] = link.split('#')
  return path === '' ? page : posix.join(posix.dirname(page), path)
}

const anchors = new Map(found.map((page) => [page.path, anchorsOf(page)]))

function hasPlace(link: Link): boolean {
  const [, anchor = ''] = link.link.split('#')
  return anchors.get(target(link))?.has(anchor) ?? false
}

it('every link of a page to a file leads to one', () => {
  expect(local.length).toBeGreaterThan(50)
  expect(local.filter((link) => !existsSync(join(ROOT, target(link))))).toEqual([])
})

it('every link to a place in a page leads to a heading of it', () => {
  const places = local.filter(({ link }) => link.includes('#'))
  expect(places.length).toBeGreaterThan(5)
  expect(places.filter((link) => !hasPlace(link))).toEqual([])
})

it('every link out of the repository is of https', () => {
  const elsewhere = links.filter(({ link }) => isElsewhere(link))
  expect(elsewhere.filter(({ link }) => !URL.canParse(link) || !link.startsWith('https:'))).toEqual(
    [],
  )
})
