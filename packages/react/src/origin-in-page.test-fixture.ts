import { afterEach } from 'vitest'
import { inProcess, type Origin, scriptOrigin } from './scripted-origin.test-fixture.ts'

/** The same origin where there is no server to intercept for: in the page itself. */
export function openOrigin(
  initial: Readonly<Record<string, unknown>>,
  url = 'http://api.test',
): Origin {
  const script = scriptOrigin(initial, url)
  afterEach(script.reset)
  return inProcess(script)
}
