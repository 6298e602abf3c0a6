/** Reads a URL's JSON as data, with whatever cache it has. */
export interface Reader {
  read(url: string): Promise<unknown>
}
