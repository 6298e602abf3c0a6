import { createEtagged, type EtaggedOptions } from '@etagged/core'
import { createQuota } from '@etagged/core/quota'
import { createIdbStore } from '@etagged/idb'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './style/tokens.css'
import './style/base.css'
import './style/pieces.css'
import { createActivityLog } from './activity/activity-log.ts'
import { openApi } from './api/open-api.ts'
import { App } from './app.tsx'
import { createAccount } from './auth/account.ts'
import { followSession } from './auth/follow-session.ts'
import { openPanel } from './panel/open-panel.ts'
import { openRouter } from './router/open-router.ts'
import { createThemeStore } from './shell/theme.ts'

const [api, panel] = await Promise.all([openApi(), openPanel()])
const account = createAccount(api)

const options: EtaggedOptions = {
  baseUrl: api.baseUrl,
  fetch: api.fetch,
  store: createIdbStore(),
  quota: createQuota(),
  headers: ({ user }, how) => account.headersFor(user, how),
}
const client = createEtagged(panel?.around(options) ?? options)
panel?.record(client)

followSession(client, account)

const theme = createThemeStore(window.localStorage, document.documentElement)
const log = createActivityLog(client, window.location.origin)
const router = openRouter({ client, account, log, theme, panel })
const app = <App api={api} router={router} />
// `?strict=off` shows the page without React's double effects in development.
const isStrict = new URLSearchParams(window.location.search).get('strict') !== 'off'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(isStrict ? <StrictMode>{app}</StrictMode> : app)
