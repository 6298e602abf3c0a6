import type { ReactNode } from 'react'

/** An entity-tag without its quotes; a weak one is marked (RFC 9110 §8.8.3). */
export function EtagText({ etag }: { readonly etag: string | undefined }): ReactNode {
  if (etag === undefined) return <span className="etd-quiet">none</span>
  const isWeak = etag.startsWith('W/')
  const opaque = etag.slice(isWeak ? 2 : 0).replaceAll(/^"|"$/g, '')
  return (
    <span title={etag}>
      {isWeak && (
        <abbr className="etd-chip" title="Weak: the same in meaning, perhaps not in bytes">
          W/
        </abbr>
      )}
      {opaque}
    </span>
  )
}
