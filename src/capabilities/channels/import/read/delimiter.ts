/** The delimiters that are recognized, the likelier first. */
export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * The delimiter of CSV text, from its first records: the one that cuts most of them into the same number of
 * fields as the first, and into the most fields. Quoted text does not count. A text of one column gives a comma.
 */
export function sniffDelimiter(sample: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const counts = fieldCounts(sample, delimiter)
    const first = counts[0] ?? 1
    if (first < 2) continue
    const same = counts.filter((count) => count === first).length / counts.length
    const score = same * same * Math.log2(first + 1)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** The number of fields in each of the first 50 records of the sample; the last, perhaps cut off, is left out. */
function fieldCounts(sample: string, delimiter: Delimiter): number[] {
  const counts: number[] = []
  let fields = 1
  let isQuoted = false
  let isRecordEmpty = true
  let isFieldEmpty = true
  for (const char of sample) {
    if (isQuoted) {
      if (char === '"') isQuoted = false
    } else if (char === '"' && isFieldEmpty) {
      isQuoted = true
      isFieldEmpty = false
      isRecordEmpty = false
    } else if (char === delimiter) {
      fields++
      isFieldEmpty = true
      isRecordEmpty = false
    } else if (char === '\n') {
      if (!isRecordEmpty) counts.push(fields)
      if (counts.length === 50) return counts
      fields = 1
      isFieldEmpty = true
      isRecordEmpty = true
    } else if (char !== '\r') {
      isFieldEmpty = false
      isRecordEmpty = false
    }
  }
  if (counts.length === 0) counts.push(fields)
  return counts
}
