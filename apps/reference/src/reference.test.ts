import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../../tooling/run-command.ts'
import { entries } from './entries.ts'
import { writeReference } from './reference.ts'

const COMMITTED = join(ROOT, 'docs/api')

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'etagged-reference-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function pagesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).toSorted()
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

it('docs/api is what `npm run reference` makes of the docstrings, and every public name has one', () =>
  inFolder(async (folder) => {
    expect(await writeReference(folder)).toEqual([])
    const made = await pagesIn(folder)
    expect(Object.keys(made)).toHaveLength(entries.length + 1)
    expect(made).toEqual(await pagesIn(COMMITTED))
  }))
