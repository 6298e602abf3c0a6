import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions, type Rollup } from 'vite'

const ENTRY = 'virtual:measured'

/**
 * What a page pays for this module text: bundled from the sources, minified and gzipped, in bytes.
 *
 * @param external what the page has already, and is not counted
 */
export async function gzipSize(entry: string, external: readonly RegExp[] = []): Promise<number> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'measured-entry',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? entry : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: {
        input: ENTRY,
        external: [...external],
        preserveEntrySignatures: 'strict',
        output: { minify: true },
      },
    },
  })) as Rollup.RollupOutput
  const chunks = output.output.filter((file) => file.type === 'chunk')
  return gzipSync(chunks.map(({ code }) => code).join('\n'), { level: 9 }).length
}
