import { describe, expect, it } from 'vitest'
import type { Urgency } from '../cache/quota.ts'
import { createWorld, type Page, type Wanted } from './pages.test-tool.ts'

/** Forty refreshes, of which 15 are looked at: every third one, from the second on, and some more. */
const urgencyOf = (index: number): Urgency => (index % 8 < 3 ? 'visible' : 'background')

function askForty(pages: readonly Page[]): readonly Wanted[] {
  return Array.from({ length: 40 }, (_, index) => {
    const page = pages[index % pages.length] as Page
    return page.ask(`coin-${index}`, urgencyOf(39 - index))
  })
}

const refused = ({ status }: { readonly status?: number }): boolean => status === 429

describe('forty refreshes at once, of which the origin allows twenty a minute', () => {
  it.each([
    { says: 'a page alone', pages: 1, tabs: false as const, telling: 'x-ratelimit' as const },
    { says: 'one tab', pages: 1, telling: 'x-ratelimit' as const },
    { says: 'two tabs', pages: 2, telling: 'x-ratelimit' as const },
    { says: 'one tab, told by RateLimit', pages: 1, telling: 'draft-10' as const },
    { says: 'five tabs, told by RateLimit', pages: 5, telling: 'draft-10' as const },
  ])('$says', async ({ pages, tabs, telling }) => {
    const { open, pass, server, clock, origin } = createWorld({ telling })
    const all = Array.from({ length: pages }, () => open(tabs === false ? { tabs } : {}))
    const wanted = askForty(all)
    await pass(120)
    expect(server.served.filter(refused)).toEqual([])
    expect(wanted.map(({ status }) => status)).toEqual(wanted.map(() => 200))
    console.log(
      server.served
        .map(
          ({ at, url }) => `${at} ${url.slice(-3)} ${urgencyOf(39 - Number(url.slice(24 + 5)))[0]}`,
        )
        .join('\n'),
    )
    expect(clock.waiting()).toBe(0)
    expect(origin.locks()).toEqual({})
  })
})
