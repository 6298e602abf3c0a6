import '@vitejs/plugin-react/preamble'
import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { hydrate } from '@etagged/react'
import { hydrateRoot } from 'react-dom/client'
import { Document } from './document.tsx'

const client = createEtagged({ baseUrl: '/api', store: createIdbStore() })
const user = document.documentElement.dataset['user'] ?? null

// In this order: what the server sent is his whose session is open.
void client.signIn(user)
hydrate(client)
hydrateRoot(document, <Document client={client} user={user} />)
