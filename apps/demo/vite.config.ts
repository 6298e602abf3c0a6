import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
  build: { target: 'es2023' },
  server: { proxy: { '/api': 'http://127.0.0.1:8787' } },
})
