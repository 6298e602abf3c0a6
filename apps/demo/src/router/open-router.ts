import { createHashHistory, createRouter } from '@tanstack/react-router'
import { routeTree, type Services } from './routes.tsx'
import { formatUrlSearch, parseUrlSearch } from './url-search.ts'

// The type has every route in it: only inference can write it.
function routerWith(services: Services) {
  return createRouter({
    routeTree,
    context: services,
    // Behind the hash, so that any file server will do.
    history: createHashHistory(),
    parseSearch: parseUrlSearch,
    stringifySearch: formatUrlSearch,
    // What `validateSearch` does not know is not there.
    search: { strict: true },
    scrollRestoration: true,
    defaultPendingMs: Infinity,
  })
}

export type DemoRouter = ReturnType<typeof routerWith>

declare module '@tanstack/react-router' {
  interface Register {
    router: DemoRouter
  }
}

/** The router of this page; there is one. */
export function openRouter(services: Services): DemoRouter {
  return routerWith(services)
}
