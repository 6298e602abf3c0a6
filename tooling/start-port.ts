const DEFAULT_PORT = 4173

/** The port that `PORT` asks for; 0 stands for any free one. */
export const startPort = (text: string | undefined): number => {
  if (text === undefined || text === '') return DEFAULT_PORT
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new Error(
    `PORT is "${text}", which is no port. Give a number from 1 to 65535, 0 for any free port, ` +
      `or leave it out for ${DEFAULT_PORT}.`,
  )
}
