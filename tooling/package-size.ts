import { gzipSize } from './gzip-size.ts'

const packages = new URL('../packages/', import.meta.url).pathname

const peersOfReact: ReadonlySet<string> = new Set([
  '@etagged/core',
  '@tanstack/react-query',
  'react',
  'react/jsx-runtime',
])

/** Does a page that uses `@etagged/react` have it anyway? */
export const isPeerOfReact = (id: string): boolean => peersOfReact.has(id)

/** Bytes of what of core a page imports, such as `{ createEtagged } from index.ts and * from stats/index.ts`. */
export function sizeOfCore(imported: string): Promise<number> {
  const parts = imported.split(' and ').map((part) => {
    const [names, file] = part.split(' from ')
    return `export ${names} from '${packages}core/src/${file}'`
  })
  return gzipSize(parts.join('\n'))
}

/** Bytes of the store with idb-keyval, beside core. */
export function sizeOfIdb(): Promise<number> {
  return gzipSize(
    `export * from '${packages}idb/src/index.ts'`,
    (id) => id === '@etagged/core' || id.startsWith('@etagged/core/'),
  )
}

/** Bytes of what an app on TanStack Query adds: core, the store, provider and queries in one. */
export function sizeOfAll(): Promise<number> {
  return gzipSize(
    [
      `export { createEtagged } from '${packages}core/src/index.ts'`,
      `export { createIdbStore } from '${packages}idb/src/index.ts'`,
      `export { EtaggedProvider, query } from '${packages}react/src/index.ts'`,
    ].join('\n'),
    (id) => id !== '@etagged/core' && isPeerOfReact(id),
  )
}

/** Bytes of what of React's package a page imports, such as `EtaggedProvider, query` or `*`, beside peers and the coin API's schemas. */
export function sizeOfReact(imported: string): Promise<number> {
  const names = imported === '*' ? '*' : `{ ${imported} }`
  return gzipSize(
    `export ${names} from '${packages}react/src/index.ts'`,
    (id) => isPeerOfReact(id) || id === '@etagged/pumpfun',
  )
}
