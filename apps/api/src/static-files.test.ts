import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticFiles } from './static-files.ts'

const PAGE = '<!doctype html><title>coins</title>'
const HTML = { accept: 'text/html,application/xhtml+xml' }
let parent = ''
let serveFile = createStaticFiles(parent)

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'etagged-static-'))
  const root = join(parent, 'dist')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(`${root}-secret`)
  await Promise.all([
    writeFile(join(root, 'index.html'), PAGE),
    writeFile(join(root, 'assets', 'app-1a2b.js'), 'export {}'),
    writeFile(join(root, 'logo.svg'), '<svg/>'),
    writeFile(join(root, 'data.bin'), 'x'),
    writeFile(join(root, '.env'), 'secret'),
    writeFile(join(parent, 'secret.txt'), 'secret'),
    writeFile(join(`${root}-secret`, 'secret.txt'), 'secret'),
  ])
  serveFile = createStaticFiles(root)
})
afterAll(() => rm(parent, { recursive: true }))

const ask = (path: string, init?: RequestInit) =>
  serveFile(new Request(`http://x.test${path}`, init))

describe('static files', () => {
  it.each([
    { path: '/', type: 'text/html; charset=utf-8', caching: 'no-cache' },
    { path: '/index.html', type: 'text/html; charset=utf-8', caching: 'no-cache' },
    {
      path: '/assets/app-1a2b.js',
      type: 'text/javascript; charset=utf-8',
      caching: 'public, max-age=31536000, immutable',
    },
    { path: '/logo.svg?v=1', type: 'image/svg+xml', caching: 'no-cache' },
    { path: '/data.bin', type: 'application/octet-stream', caching: 'no-cache' },
  ])('serves $path as $type, $caching', async ({ path, type, caching }) => {
    const { status, headers } = await ask(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('cache-control')).toBe(caching)
  })

  it('gives a navigation the page wherever it goes', async () => {
    const answer = await ask('/coin/abc', { headers: HTML })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(await answer.text()).toBe(PAGE)
  })

  it.each(['/coin/abc', '/assets/gone.js', '/assets', '/assets/'])(
    'gives nothing else the page: %s',
    async (path) => {
      expect((await ask(path, { headers: { accept: '*/*' } })).status).toBe(404)
    },
  )

  it.each([
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2fdist-secret/secret.txt',
    '/..%5csecret.txt',
    '/%2fetc/passwd%00.html',
    '/.env',
    '/%2eenv',
    '/%ff',
  ])('refuses %s, even as a navigation', async (path) => {
    const answer = await ask(path, { headers: HTML })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toBe('Bad request')
  })

  it('answers a known file with 304 and a HEAD without a body', async () => {
    const { headers } = await ask('/')
    const etag = headers.get('etag') ?? ''
    expect((await ask('/', { headers: { 'if-none-match': etag } })).status).toBe(304)
    const head = await ask('/', { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(String(PAGE.length))
    expect(await head.text()).toBe('')
  })

  it('accepts no other method', async () => {
    expect((await ask('/', { method: 'POST', body: 'x' })).status).toBe(405)
  })
})
