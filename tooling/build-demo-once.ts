import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, mergeConfig, type InlineConfig } from 'vite'
import { DEMO, serverBuild } from './build-demo.ts'

/** How the demo can be built: for a server, with either of React's builds, or to need none. */
export type Site = 'production' | 'development' | 'static'

/** The variable that tells the end-to-end tests where the sites are. */
const SITES = 'ETAGGED_SITES'

/** The folder with that build of the demo, while the end-to-end tests run. */
export const siteFolder = (site: Site): string => {
  const folder = process.env[SITES]
  if (folder === undefined) throw new Error(`${SITES} is unset: playwright.config.ts builds them`)
  return join(folder, site)
}

const configs: Record<Site, (outDir: string) => InlineConfig> = {
  production: serverBuild,
  development: (outDir) =>
    mergeConfig(serverBuild(outDir), { mode: 'development', build: { minify: false } }),
  static: (outDir) => ({
    root: DEMO,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  }),
}

const buildSite = async (site: Site): Promise<void> => {
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = site === 'development' ? 'development' : 'production'
  try {
    await build(configs[site](siteFolder(site)))
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}

/** Builds the demo anew in all ways, apart from what `npm start` builds beside the tests. */
export default async (): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'etagged-sites-'))
  process.env[SITES] = folder
  const remove = (): Promise<void> => rm(folder, { recursive: true })
  try {
    // One after another: React's build is chosen by a variable of the process.
    for (const site of Object.keys(configs) as Site[]) await buildSite(site)
  } catch (error) {
    await remove()
    throw error
  }
  return remove
}
