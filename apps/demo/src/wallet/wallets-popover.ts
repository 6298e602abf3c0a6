/** The id of the popover with the wallets: any button on the page can open it as its target. */
export const WALLETS_POPOVER = 'wallets'
