import { formatCacheStatus } from '@etagged/core'
import { useEffect, useState } from 'react'
import { etagged } from './etagged.ts'

/** What the cache did for the last request, in the words of RFC 9211. */
export function CacheStatus() {
  const [status, setStatus] = useState('')
  useEffect(
    () =>
      etagged.subscribe((event) => {
        if (event.type !== 'request') return
        setStatus(`${event.method}: ${formatCacheStatus(event.outcome)}`)
      }),
    [],
  )
  return <p role="status">What the cache did last: {status}</p>
}
