import type { DiskEntry } from '@etagged/core'

/** Tells what is stored under one key from all else. The URL, which may hold anything, comes last. */
export function keyOf({ audience, credentials, url }: DiskEntry): string {
  return `${audience} ${credentials} ${url}`
}
