import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

/**
 * `vite build` makes a static site: the API runs in the page, and any folder will do. The demo that
 * asks a server is `tooling/build-demo.ts`; the development server always has one behind it.
 */
export default defineConfig(({ command }) => ({
  plugins: [react()],
  base: command === 'build' ? './' : '/',
  define: {
    'import.meta.env.VITE_API': JSON.stringify(command === 'build' ? 'in-page' : 'server'),
  },
  resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
  // React alone is a third of it.
  build: { target: 'es2023', chunkSizeWarningLimit: 700 },
}))
