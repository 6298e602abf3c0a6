import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions } from 'vite'

/** The page's files by path, such as `/index.html`. */
export type Files = ReadonlyMap<string, string | Uint8Array>

const ROOT = fileURLToPath(new URL('../page', import.meta.url))

let built: Promise<Files> | undefined

/** The page, built once for all rows. */
export function builtPage(): Promise<Files> {
  built ??= buildPage()
  return built
}

/** Builds for production; nothing is written to disk. */
async function buildPage(): Promise<Files> {
  const result = await build({
    root: ROOT,
    configFile: false,
    // TanStack's "use client" is a warning for each of its files.
    logLevel: 'error',
    resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
    build: { target: 'es2023', write: false },
  })
  const outputs = Array.isArray(result) ? result : [result]
  return new Map(
    outputs
      .flatMap((output) => ('output' in output ? output.output : []))
      .map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
}
