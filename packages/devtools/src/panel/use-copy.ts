'use client'

import { usePanel } from './panel-context.ts'

/**
 * Copies a text, and says what came of it. False: the browser does not let this page, as on plain
 * http.
 *
 * @param otherwise what can be done then
 */
export function useCopy(otherwise: string): (text: string, what?: string) => Promise<boolean> {
  const { say, recording } = usePanel()
  return async (text, what) => {
    const { generation } = recording.client.session
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      say(`The browser does not let this page copy: ${otherwise}.`, generation)
      return false
    }
    say(what === undefined ? 'Copied.' : `Copied: ${what}.`, generation)
    return true
  }
}
