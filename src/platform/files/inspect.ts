import { fileTypeFromBuffer } from 'file-type'
import type { PlaceReader } from './sealed-file.ts'
import { readAt, readZipDirectory, type ZipSummary } from './zip-directory.ts'

const EDGE_BYTES = 64 * 1024

/** Marks that may stand anywhere in a file; they are looked for while it streams to disk. */
const MARKS = {
  // In two parts, so that a virus scanner does not take this source for the test file.
  testVirus: Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR' + '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'),
  installer: Buffer.from('84100c0000000000c000000000000046', 'hex'),
  macros: Buffer.from('_VBA_PROJECT', 'utf16le'),
} as const
const CARRY_BYTES = Math.max(...Object.values(MARKS).map((mark) => mark.length)) - 1

export type Mark = keyof typeof MARKS

const EXECUTABLE_TYPES = new Set(
  `application/x-msdownload application/x-elf application/x-mach-binary application/java-vm
  application/java-archive application/x-ms-shortcut application/x-ft-apple.alias
  application/vnd.android.package-archive application/x-deb application/x-rpm application/x-unix-archive
  application/x-apple-diskimage application/x-iso9660-image application/wasm application/x-shockwave-flash
  application/x-google-chrome-extension application/x-xpinstall application/vnd.ms-htmlhelp
  application/x-ms-regedit application/x-asar application/x-ft-windows-registry-hive`.split(/\s+/),
)

/** What the bytes of a file show, whatever its name and its sender say. Plain data, fit for storing. */
export type FileContent = {
  /** By magic number; null when unknown, as for all plain text. */
  sniffed_type: string | null
  isText: boolean
  /** HTML, SVG or script in the first or last 64 KiB. */
  hasMarkup: boolean
  /** The bytes are valid as a second type as well, such as a GIF that is a script or a PDF that is a zip. */
  isPolyglot: boolean
  isExecutable: boolean
  hasTestVirus: boolean
  hasMacros: boolean
  /** Size after unpacking that an archive declares; null for what is no archive. */
  unpacked_bytes: number | null
  zip: ZipSummary | null
}

/** Returns a function that takes each chunk of a stream and a set that fills with the marks found. */
export function markFinder(): { look(chunk: Buffer): void; found: Set<Mark> } {
  const found = new Set<Mark>()
  let carry: Buffer = Buffer.alloc(0)
  const look = (chunk: Buffer) => {
    const text = Buffer.concat([carry, chunk])
    for (const [mark, bytes] of Object.entries(MARKS)) if (text.includes(bytes)) found.add(mark as Mark)
    carry = text.subarray(Math.max(0, text.length - CARRY_BYTES))
  }
  return { look, found }
}

/** Looks at a complete file: at most its edges and its zip directory are read. `marks` come from `markFinder`. */
export async function inspectContent(
  handle: PlaceReader,
  size_bytes: number,
  marks: ReadonlySet<Mark>,
): Promise<FileContent> {
  const head = await readAt(handle, 0, Math.min(size_bytes, EDGE_BYTES))
  const tail = await readAt(handle, Math.max(0, size_bytes - EDGE_BYTES), Math.min(size_bytes, EDGE_BYTES))
  const zip = await readZipDirectory(handle, size_bytes)
  const sniffed_type = await sniff(head)
  const text = textOf(head)
  const isCompound = sniffed_type === 'application/x-cfb'
  return {
    sniffed_type,
    isText: text !== null,
    hasMarkup: hasMarkup(text ?? head.toString('latin1')) || hasMarkup(tail.toString('latin1')),
    isPolyglot: isPolyglot(head, zip),
    isExecutable:
      EXECUTABLE_TYPES.has(sniffed_type ?? '') ||
      (text !== null && /^\ufeff?\s*(#!|<\?php)/.test(text)) ||
      (isCompound && marks.has('installer')),
    hasTestVirus: marks.has('testVirus'),
    hasMacros:
      zip?.hasMacros === true ||
      /macroenabled/i.test(sniffed_type ?? '') ||
      (isCompound && marks.has('macros')),
    unpacked_bytes: zip?.unpacked_bytes ?? gzipBytes(sniffed_type, head, tail),
    zip,
  }
}

async function sniff(head: Buffer): Promise<string | null> {
  try {
    const result = await fileTypeFromBuffer(head, { maxBufferSize: 1024 * 1024 })
    return result ? result.mime.replace(/;.*$/, '').toLowerCase() : null
  } catch {
    // A detector that stumbles over hostile bytes has recognized nothing; unknown is served as a download.
    return null
  }
}

/** Returns the text of a head that holds no binary bytes, else null. */
function textOf(head: Buffer): string | null {
  const mark = head.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') {
    return new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(head)
  }
  const text = head.toString('utf8')
  // Tab, line feed, form feed, return and escape (colored logs) belong to text, other controls do not.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for.
  return /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text
}

function hasMarkup(text: string): boolean {
  return /<(!doctype\s+html|html|head|body|script|svg|iframe|object|embed|math)\b|javascript:|\bon(error|load)\s*=/i.test(
    text,
  )
}

function isPolyglot(head: Buffer, zip: ZipSummary | null): boolean {
  if (zip !== null && head.toString('latin1', 0, 2) !== 'PK') return true
  // Readers accept the mark of a PDF anywhere in the first 1,024 bytes.
  if (head.subarray(0, 1024 + 5).indexOf('%PDF-') > 0) return true
  // The size fields of these images open a comment or an assignment when read as a script.
  const start = head.toString('latin1', 0, 12)
  return /^GIF8[79]a(\/\*|=|\/\/)/.test(start) || /^\xff\xd8\xff[\xe0-\xef](\/\*|\/\/)/.test(start)
}

function gzipBytes(sniffed_type: string | null, head: Buffer, tail: Buffer): number | null {
  const isGzip = head.length > 18 && head[0] === 0x1f && head[1] === 0x8b
  return isGzip && sniffed_type !== null ? tail.readUInt32LE(tail.length - 4) : null
}
