import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { availableParallelism } from 'node:os'

/** What the figures depend on: cores, Node, browsers; and nothing that would name the machine. */
export function machineOf(browsers: readonly (string | undefined)[]): string {
  const known = browsers.filter((browser) => browser !== undefined)
  const node = `Node ${process.versions.node}`
  return [`${availableParallelism()} cores`, node, ...new Set(known)].join(', ')
}

/** The installed releases of these packages, such as `axios 1.21.1`. */
export function versionsOf(packages: readonly string[]): readonly string[] {
  return packages.map((name) => `${name} ${versionOf(name)}`)
}

function versionOf(name: string): string {
  const path = findPackageJSON(name, import.meta.url)
  if (path === undefined) throw new Error(`${name} is not installed; run npm run setup`)
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }
  return version
}
