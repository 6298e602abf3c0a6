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
import { createFrameEntry } from './side-by-side/frame-entry.ts'
import { frameIn, storageOf } from './side-by-side/frame.ts'
import { createEvidence } from './tour/evidence.ts'
import { performing } from './tour/perform-step.ts'
import { createTour } from './tour/tour-store.ts'
import { touredPage } from './tour/toured-page.ts'

const [api, panel] = await Promise.all([openApi(), openPanel()])
const frame = frameIn(window.location.search)
const storage = storageOf(window.localStorage, frame)
const account = createAccount({ ...api, storage })

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

const theme = createThemeStore(window.localStorage, document.documentElement, window)
const log = createActivityLog(client, window.location.origin)
const evidence = createEvidence(client)
const entry = frame && createFrameEntry(account, frame)
if (account.logins.current() === null) void entry?.enter()
const tour =
  frame === undefined
    ? createTour({
        session: window.sessionStorage,
        kept: window.localStorage,
        perform: performing({ client, account, log, evidence, page: touredPage }),
      })
    : undefined
const services = { client, account, log, theme, storage, entry, tour, evidence, panel }
const router = openRouter(services)
const app = <App api={api} router={router} />
// `?strict=off` shows the page without React's double effects in development.
const isStrict = new URLSearchParams(window.location.search).get('strict') !== 'off'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(isStrict ? <StrictMode>{app}</StrictMode> : app)
