import { type CacheMeta, type CarriesSource, useCacheMeta } from '@etagged/react'

/** Says what the cache did for a query. It stands beside the list, since it renders at a 304. */
export function CacheLine({ of }: { readonly of: CarriesSource }) {
  const meta = useCacheMeta(of)
  return <p role="status">{meta && inWords(meta)}</p>
}

function inWords({ outcome, freshness, tier, bytes }: CacheMeta): string {
  if (outcome === undefined) return withoutRequest(freshness)
  if (outcome.kind === 'hit') return `From ${tier}, and fresh: the API was not asked.`
  if (outcome.detail === 'another-tab') return 'Another tab asked, and this one took the answer.'
  if (outcome.fwdStatus === 304)
    return '304: nothing has changed. No body came, and the list was not rendered.'
  if (outcome.fwdStatus === undefined) return 'The API could not be reached.'
  return `${outcome.fwdStatus}: ${bytes?.received} bytes came from the API.`
}

function withoutRequest(freshness: CacheMeta['freshness']): string {
  if (freshness === undefined) return 'Asking the API …'
  return freshness.ttl > 0
    ? `From disk, fresh for ${Math.ceil(freshness.ttl)} s more: the API was not asked.`
    : 'From disk, while the API is asked whether it has changed …'
}
