/** The global under which a streamed page leaves the states that `hydrate` takes up. */
export const QUEUE = '__etagged'
