/** The spans of a day as people write them: `08:00-12:00, 13:00-17:00`. */
export type Span = [from: string, to: string]

/** The spans in the text, or undefined when it cannot be read. An hour alone is a full hour. */
export function readSpans(text: string): Span[] | undefined {
  const spans: Span[] = []
  for (const part of text.split(/[,;]/)) {
    if (part.trim() === '') continue
    const match = /^\s*(\d{1,2})(?::(\d{2}))?\s*(?:-|–|—|to|a)\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(part)
    if (!match) return undefined
    const from = time(match[1], match[2])
    const to = time(match[3], match[4])
    if (from === undefined || to === undefined || from === '24:00') return undefined
    spans.push([from, to])
  }
  return spans
}

function time(hour = '', minute = '00'): string | undefined {
  const isTime = Number(hour) < 24 && Number(minute) < 60
  return isTime || (Number(hour) === 24 && minute === '00') ? `${hour.padStart(2, '0')}:${minute}` : undefined
}

export function writeSpans(spans: readonly (readonly string[])[]): string {
  return spans.map(([from, to]) => `${from}–${to}`).join(', ')
}
