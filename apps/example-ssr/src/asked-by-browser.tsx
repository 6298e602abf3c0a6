import { formatCacheStatus } from '@etagged/core'
import { useEtagged } from '@etagged/react'
import { useEffect, useState } from 'react'

/** What the page has asked since it was rendered, in the words of RFC 9211. */
export function AskedByBrowser() {
  const client = useEtagged()
  const [last, setLast] = useState('nothing yet: all that is here came with the page')
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.type !== 'request') return
        setLast(`${new URL(event.url).pathname}: ${formatCacheStatus(event.outcome)}`)
      }),
    [client],
  )
  return <p role="status">The browser asked for {last}</p>
}
