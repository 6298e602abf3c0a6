import { RouterProvider } from '@tanstack/react-router'
import type { Api } from './api/open-api.ts'
import { ApiContext } from './api/use-api.ts'
import type { DemoRouter } from './router/open-router.ts'

interface AppProps {
  readonly api: Api
  readonly router: DemoRouter
}

export function App({ api, router }: AppProps) {
  return (
    <ApiContext value={api}>
      <RouterProvider router={router} />
    </ApiContext>
  )
}
