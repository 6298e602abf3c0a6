import { build, defaultClientConditions, type Rollup } from 'vite'

const ENTRY = 'virtual:bundled'

/**
 * The code that a page gets for this module text in production: bundled from the sources and minified.
 * What is external it has already; modules are asked for as they are imported. Packages are looked for
 * from `root`.
 */
export async function bundle(
  entry: string,
  isExternal: (id: string) => boolean = () => false,
  root: string = process.cwd(),
): Promise<string> {
  const output = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    // In a test NODE_ENV is another.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    plugins: [
      {
        name: 'bundled-entry',
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
  return chunks.map(({ code }) => code).join('\n')
}
