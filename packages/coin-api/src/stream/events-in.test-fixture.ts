/** One event as a client of server-sent events has it. */
export interface StreamEvent {
  readonly event: string
  readonly id: string
  readonly data: string
}

/** The events in text that this API streams: fields with one space, one line of data. */
export function eventsIn(text: string): readonly StreamEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = new Map(block.split('\n').map((line) => split(line)))
    const data = fields.get('data')
    if (data === undefined) return []
    return [{ event: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data }]
  })
}

function split(line: string): readonly [string, string] {
  const colon = line.indexOf(': ')
  return [line.slice(0, colon), line.slice(colon + 2)]
}
