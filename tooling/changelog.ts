interface Change {
  /** The text of a file in `.changeset/`. */
  readonly summary: string
}

/**
 * How a change stands in a CHANGELOG.md: as it was written. A hash of its commit tells a user nothing,
 * and that the packages beside it have its version goes without saying: all of them always do.
 */
const changelog = {
  getReleaseLine: ({ summary }: Change): string => {
    const [first = '', ...rest] = summary.trim().split('\n')
    return [`- ${first}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')
  },
  getDependencyReleaseLine: (): string => '',
}

export default changelog
