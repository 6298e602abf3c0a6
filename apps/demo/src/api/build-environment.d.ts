interface ImportMetaEnv {
  /** Which API the build asks: see `open-api.ts`. */
  readonly VITE_API: 'server' | 'in-page'
  /** Is the cache panel part of the build? See `panel/open-panel.ts`. */
  readonly VITE_PANEL: 'on' | 'off'
}
