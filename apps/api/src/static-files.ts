import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, resolve, sep } from 'node:path'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/**
 * Answers from the files below `directory`: `/` is index.html, and so is, for a navigation
 * (`Accept: text/html`), every path that no file has. Files under /assets carry a hash in their
 * name and are immutable; all others are revalidated each time, by an ETag of size and date.
 */
export function createStaticFiles(directory: string): (request: Request) => Promise<Response> {
  const root = resolve(directory)
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain('Method not allowed', 405)
    const { pathname } = new URL(request.url)
    const file = fileFor(root, pathname)
    if (file === undefined) return plain('Bad request', 400)

    const isNavigation = request.headers.get('accept')?.includes('text/html') ?? false
    const found =
      (await readable(file)) ??
      (isNavigation ? await readable(join(root, 'index.html')) : undefined)
    return found ? answerWith(found, request) : plain('Not found', 404)
  }
}

interface ReadableFile {
  readonly path: string
  readonly etag: string
  readonly isHashed: boolean
}

/** The file that a path names, or undefined when it names one that is nobody's business. */
function fileFor(root: string, pathname: string): string | undefined {
  const path = decoded(pathname)
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path))
  if (!file.startsWith(root + sep)) return undefined
  const isHidden = file
    .slice(root.length)
    .split(sep)
    .some((segment) => segment.startsWith('.'))
  return isHidden ? undefined : file
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

async function readable(path: string): Promise<ReadableFile | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const etag = `W/"${found.size.toString(16)}-${found.mtimeMs.toString(16)}"`
  return { path, etag, isHashed: path.includes(`${sep}assets${sep}`) }
}

async function answerWith(
  { path, etag, isHashed }: ReadableFile,
  request: Request,
): Promise<Response> {
  const headers = new Headers({
    etag,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers })

  const body = await readFile(path)
  headers.set('content-type', CONTENT_TYPES[extname(path)] ?? 'application/octet-stream')
  headers.set('content-length', String(body.length))
  return new Response(request.method === 'HEAD' ? null : body, { headers })
}

function plain(text: string, status: number): Response {
  return new Response(text, { status })
}
