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
    // The panel is for who looks at the cache: `VITE_PANEL=on vite build` opts in.
    'import.meta.env.VITE_PANEL': JSON.stringify(panelFor(command)),
    'import.meta.env.VITE_API': JSON.stringify(command === 'build' ? 'in-page' : 'server'),
  },
  resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
  // React alone is a third of it.
  build: { target: 'es2023', chunkSizeWarningLimit: 700 },
}))

function panelFor(command: 'build' | 'serve'): 'on' | 'off' {
  return command === 'serve' || process.env['VITE_PANEL'] === 'on' ? 'on' : 'off'
}
