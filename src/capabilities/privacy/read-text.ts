/** Plain text as it is written in files: also as spreadsheets save it, in UTF-16 or in the code page of Windows. */
import { isUtf8 } from 'node:buffer'

/** The words, or nothing where nobody can tell in which encoding they are. */
export function readText(content: Buffer): string | undefined {
  const mark = content.toString('latin1', 0, 2)
  if (mark === '\xff\xfe') return new TextDecoder('utf-16le').decode(content)
  if (mark === '\xfe\xff') return new TextDecoder('utf-16be').decode(content)
  if (content.includes(0)) return undefined
  return isUtf8(content) ? content.toString('utf8') : new TextDecoder('windows-1252').decode(content)
}
