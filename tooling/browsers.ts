import { existsSync, globSync } from 'node:fs'
import { chromium, firefox, type LaunchOptions } from 'playwright'

/** Debian's driver and browser are separate packages, and both draw on an X server. */
export type WebKitGtk = { driver: string; miniBrowser: string; xvfb: string }

const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

const FIREFOX_PATHS = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`,
]

const existing = (paths: readonly string[]): string | undefined =>
  paths.find((path) => existsSync(path))

/** An override that points nowhere is a mistake to report, not one to paper over. */
const overridden = (variable: string): string | undefined => {
  const path = process.env[variable]
  if (!path) return undefined
  if (existsSync(path)) return path
  throw new Error(`${variable} is "${path}", but there is no such file. Correct it or unset it.`)
}

export const findChromium = (): string | undefined =>
  overridden('CHROMIUM_PATH') ?? existing([...CHROMIUM_PATHS, chromium.executablePath()])

export const findFirefox = (): string | undefined =>
  overridden('FIREFOX_PATH') ?? existing([...FIREFOX_PATHS, firefox.executablePath()])

export const findWebKitGtk = (): WebKitGtk | undefined => {
  const driver = existing(['/usr/bin/WebKitWebDriver'])
  const xvfb = existing(['/usr/bin/Xvfb'])
  const miniBrowser = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').at(-1)
  return driver && xvfb && miniBrowser ? { driver, miniBrowser, xvfb } : undefined
}

export const chromiumLaunch = (executablePath: string): LaunchOptions => ({
  executablePath,
  // Chromium refuses to sandbox a root user.
  chromiumSandbox: process.getuid?.() !== 0,
  // Tests speak to local servers only, so the browser has nothing to fetch for itself.
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ],
})

export const firefoxLaunch = (executablePath: string): LaunchOptions => ({
  executablePath,
  // A stock Firefox speaks WebDriver BiDi; Playwright's own build speaks its own protocol.
  ...(executablePath !== firefox.executablePath() && { channel: 'moz-firefox' }),
})
