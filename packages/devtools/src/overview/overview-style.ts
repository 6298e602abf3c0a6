/** Looks of the overview. */
export const OVERVIEW_STYLE = `
`
