import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createActivityLog } from './activity/activity-log.ts'
import { App } from './app.tsx'
import { createAccount } from './auth/account.ts'
import { logIn, renew } from './auth/auth-api.ts'
import { createLoginStore } from './auth/login-store.ts'
import './style.css'

const account = createAccount(createLoginStore(window.localStorage), { logIn, renew })

const client = createEtagged({
  baseUrl: '/api',
  store: createIdbStore(),
  headers: ({ user }, options) => account.headersFor(user, options),
})

const log = createActivityLog(client, window.location.origin)
const app = <App client={client} account={account} log={log} />
const isStrict = new URLSearchParams(window.location.search).get('strict') !== 'off'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(isStrict ? <StrictMode>{app}</StrictMode> : app)
