import { defineBrowserProvider } from '@vitest/browser'
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node'
import type { WebKitGtk } from './browsers.ts'
import { startWebKitGtk, type WebKitGtkSession } from './webkitgtk-session.ts'

declare module 'vitest/browser' {
  interface BrowserCommands {
    __vitest_viewport: () => void
  }
}

/** Lets Vitest open its page in WebKitGTK. `page` and `userEvent` are not there: use DOM events. */
class WebKitGtkProvider implements BrowserProvider {
  readonly name = 'webkitgtk'
  readonly supportsParallelism = false
  readonly #paths: WebKitGtk
  #session: Promise<WebKitGtkSession> | undefined

  constructor(paths: WebKitGtk) {
    this.#paths = paths
  }

  getCommandsContext(): Record<string, unknown> {
    return {}
  }

  async openPage(_sessionId: string, url: string): Promise<void> {
    this.#session ??= startWebKitGtk(this.#paths)
    const session = await this.#session
    await session.open(url)
  }

  async close(): Promise<void> {
    const started = this.#session
    this.#session = undefined
    const session = await started?.catch(() => undefined)
    await session?.close()
  }
}

export const webkitgtk = (paths: WebKitGtk): BrowserProviderOption =>
  defineBrowserProvider({
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    options: {},
    providerFactory(project) {
      // Vitest sets the viewport before each file and fails if nobody answers.
      project.browser?.registerCommand('__vitest_viewport', () => undefined)
      return new WebKitGtkProvider(paths)
    },
  })
