import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions } from 'vite'

/** The variable that tells the tests where the page is. */
const PAGE = 'ETAGGED_PROOF_PAGE'

/** The folder with the built page, while the tests run. */
export const pageFolder = (): string => {
  const folder = process.env[PAGE]
  if (folder === undefined) throw new Error(`${PAGE} is unset: playwright.config.ts builds it`)
  return folder
}

/** Builds the page from the sources, apart from everything else that is built. */
export default async (): Promise<() => Promise<void>> => {
  const outDir = await mkdtemp(join(tmpdir(), 'etagged-proof-page-'))
  process.env[PAGE] = outDir
  const remove = (): Promise<void> => rm(outDir, { recursive: true })
  try {
    await build({
      root: fileURLToPath(new URL('./page', import.meta.url)),
      configFile: false,
      logLevel: 'warn',
      resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
      build: { outDir, emptyOutDir: true, target: 'es2023', minify: false },
    })
  } catch (error) {
    await remove()
    throw error
  }
  return remove
}
