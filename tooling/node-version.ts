/** The oldest release of each Node line that all development dependencies accept. */
const OLDEST: Readonly<Record<number, number>> = { 22: 22, 24: 15 }
const ALWAYS_FROM = 26

/** Says what to do when this Node is too old, and nothing when it will do. */
export const nodeProblem = (version: string): string | undefined => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const oldest = OLDEST[major]
  if (major >= ALWAYS_FROM || (oldest !== undefined && minor >= oldest)) return undefined
  return (
    `Node ${version} is too old for the tests. "npm run setup" installs the right one into ` +
    'node_modules on Linux and macOS, and "npm test" uses it; elsewhere install Node 26.'
  )
}
