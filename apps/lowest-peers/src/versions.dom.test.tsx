import query from '@tanstack/react-query/package.json' with { type: 'json' }
import { version as react } from 'react'
import { version as dom } from 'react-dom'
import { expect, it } from 'vitest'
import manifest from '../../../packages/react/package.json' with { type: 'json' }

/** The release line that a range begins with, such as `18.3.`. */
const lineOf = (range: string): string => /\d+\.\d+\./.exec(range)?.[0] ?? `no version in ${range}`

it('the versions here are the lowest that the peer ranges of @etagged/react admit', () => {
  const { peerDependencies } = manifest
  expect(react).toMatch(lineOf(peerDependencies.react))
  expect(dom).toBe(react)
  expect(query.version).toMatch(lineOf(peerDependencies['@tanstack/react-query']))
})
