import type { EtaggedOptions } from '@etagged/core'

/** What a page in a new tab of a browser gives to its client. */
export type OpenTab = () => Pick<EtaggedOptions, 'tabs'>

export type OpenBrowser = () => { readonly openTab: OpenTab }

/** The browser that this is. */
export const thisBrowser: OpenBrowser = () => ({ openTab: () => ({}) })
