import react from '@vitejs/plugin-react'
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // There is no index.html from which Vite could tell what the page imports.
  optimizeDeps: { entries: ['src/entry-client.tsx'] },
  // They take the packages from their sources in this repository. Leave them out elsewhere.
  resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@etagged/source', ...defaultServerConditions] } },
})
