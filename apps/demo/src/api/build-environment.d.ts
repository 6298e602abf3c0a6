interface ImportMetaEnv {
  /** Which API the build asks: see `open-api.ts`. */
  readonly VITE_API: 'server' | 'in-page'
}
