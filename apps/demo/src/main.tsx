import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createActivityLog } from './activity/activity-log.ts'
import { App } from './app.tsx'
import { renew } from './auth/auth-api.ts'
import { createLoginStore } from './auth/login-store.ts'
import './style.css'

const logins = createLoginStore(window.localStorage)

const client = createEtagged({
  baseUrl: '/api',
  store: createIdbStore(),
  headers: async ({ user }, { refresh }) => {
    const login = logins.current()
    if (login === null || login.address !== user) return {}
    if (refresh) logins.set(await renew(login))
    return { authorization: `Bearer ${logins.current()?.token ?? ''}` }
  },
})

const log = createActivityLog(client, window.location.origin)
const app = <App client={client} logins={logins} log={log} />
const isStrict = new URLSearchParams(window.location.search).get('strict') !== 'off'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(isStrict ? <StrictMode>{app}</StrictMode> : app)
