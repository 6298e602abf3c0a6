/** What a browser told, or in words why it did not. */
export type Known<T> = { readonly is: T } | { readonly because: string }

/** Asks, and puts into words what goes wrong. Never rejects. */
export async function asked<T>(what: string, ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { is: await ask() }
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { because: `The browser did not tell ${what} (${reason}).` }
  }
}
