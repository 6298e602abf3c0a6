import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions, type Rollup } from 'vite'

const ENTRY = 'virtual:measured'

/**
 * What a page pays for this module text: bundled from the sources, minified and gzipped, in bytes.
 * What is external it has already; modules are asked for as they are imported.
 */
export async function gzipSize(
  entry: string,
  isExternal: (id: string) => boolean = () => false,
): Promise<number> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    // In a test NODE_ENV is another.
    oxc: { jsx: { runtime: 'automatic', development: false } },
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
        external: isExternal,
        preserveEntrySignatures: 'strict',
        output: { minify: true },
      },
    },
  })) as Rollup.RollupOutput
  const chunks = output.output.filter((file) => file.type === 'chunk')
  return gzipSync(chunks.map(({ code }) => code).join('\n'), { level: 9 }).length
}
