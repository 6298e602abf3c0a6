import { gzipSync } from 'node:zlib'
import { bundle } from './bundle.ts'

/** What a page pays for this module text, gzipped; bytes. What is external it has already. */
export async function gzipSize(
  entry: string,
  isExternal?: (id: string) => boolean,
  root?: string,
): Promise<number> {
  return gzipSync(await bundle(entry, isExternal, root), { level: 9 }).length
}
