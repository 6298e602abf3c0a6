import { expect, it } from 'vitest'
import { withRepository } from './repository.ts'

it('names the repository and the folder in it as the provenance will', () => {
  const place = { GITHUB_SERVER_URL: 'https://code.example', GITHUB_REPOSITORY: 'someone/etagged' }
  const manifest = { name: '@etagged/core', version: '0.1.0' }
  expect(withRepository(manifest, 'packages/core', place)).toEqual({
    ...manifest,
    repository: {
      type: 'git',
      url: 'git+https://code.example/someone/etagged.git',
      directory: 'packages/core',
    },
  })
})

it('does not guess where that is', () => {
  expect(() => withRepository({ name: '@etagged/core' }, 'packages/core', {})).toThrow(
    /GITHUB_REPOSITORY/,
  )
})
