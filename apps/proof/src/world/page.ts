/** One life of a tab: a reload, or a crash, begins another. */
export interface Page {
  readonly name: string
  /** Nothing happens in it until it wakes. */
  frozen: boolean
  /** Nothing happens in it any more. */
  dead: boolean
}
