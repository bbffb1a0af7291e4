import { cleanFileName, isExecutableName } from './file-name.ts'
import type { FileContent } from './inspect.ts'
import { type FileRefusal, FileRefused } from './refusals.ts'
import { type SafeType, safeTypeOfContent, safeTypeOfDeclaration } from './safe-types.ts'

const UNPACKED_BYTES_MAX = 1024 ** 3
const RATIO_MAX = 200
/** Small archives may be as dense as they like: a page of zeros is no danger. */
const RATIO_COUNTS_FROM_BYTES = 50 * 1024 ** 2
const OPAQUE_TYPE = 'application/octet-stream'

const ACTIVE_DECLARATION =
  /html|svg|xml$|javascript|ecmascript|jscript|vbscript|shell|x-sh\b|x-csh|php|x-ms|dos-?exec|executable|java|flash/i

export type FileToClassify = {
  /** As sent; it is cleaned here. */
  name: string
  /** As sent by the browser or the mail. */
  declaredType?: string
  size_bytes: number
  content: FileContent
}

export type Classification = {
  /** The only content type with which the file may be served. */
  type: string
  /** True for images that a page may show; all else is a download. */
  isInline: boolean
  /** The safe name to show and to save under. */
  name: string
  /** Name, declared type and content contradict each other, or the content is ambiguous. */
  isSuspicious: boolean
  /** Present when the file must not be kept at all. */
  refusal?: FileRefused
}

/** Decides from name, declared type and content how a file may be served, or that it is refused. Pure. */
export function classify(file: FileToClassify): Classification {
  const { display: name, extension } = cleanFileName(file.name)
  const code = refusalCode(name, file)
  if (code) {
    return { type: OPAQUE_TYPE, isInline: false, name, isSuspicious: true, refusal: new FileRefused(code) }
  }
  const safe = safeTypeOfContent(file.content, extension)
  const isSuspicious = contradicts(file, safe, extension)
  if (safe === undefined || isSuspicious) return { type: OPAQUE_TYPE, isInline: false, name, isSuspicious }
  return { type: safe.type, isInline: safe.isInline === true, name, isSuspicious }
}

function refusalCode(name: string, { content, size_bytes }: FileToClassify): FileRefusal | undefined {
  if (content.hasTestVirus) return 'test_virus'
  if (content.hasMacros) return 'macros'
  if (content.isExecutable || isExecutableName(name)) return 'executable'
  if (isBomb(content, size_bytes)) return 'archive_bomb'
  if (content.zip?.hasNestedArchive) return 'nested_archive'
  if (content.zip?.hasExecutable) return 'executable_inside'
  return undefined
}

function isBomb({ zip, unpacked_bytes }: FileContent, size_bytes: number): boolean {
  if (zip?.isUnsound) return true
  if (unpacked_bytes === null) return false
  if (unpacked_bytes > UNPACKED_BYTES_MAX) return true
  return unpacked_bytes > RATIO_COUNTS_FROM_BYTES && unpacked_bytes > size_bytes * RATIO_MAX
}

function contradicts(file: FileToClassify, safe: SafeType | undefined, extension: string): boolean {
  const { content } = file
  if (content.isPolyglot) return true
  if (safe?.isInline && content.hasMarkup) return true
  const declared = (file.declaredType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  // Office types contain "xml" in their middle; only a type that is XML itself counts as active.
  const isOffice = declared.startsWith('application/vnd.')
  if (!isOffice && ACTIVE_DECLARATION.test(declared) && safe !== undefined) return true
  if (safe === undefined) return false
  if (extension !== '' && !safe.extensions.includes(extension) && !isAnyImage(safe, extension)) {
    return safe.type !== 'text/plain'
  }
  const promised = safeTypeOfDeclaration(declared)
  return promised !== undefined && promised.family !== safe.family
}

/** Cameras and browsers mix up the image types; all of them are shown the same way. */
function isAnyImage(safe: SafeType, extension: string): boolean {
  return safe.isInline === true && /^(png|apng|jpe?g|jpe|jfif|gif|webp)$/.test(extension)
}
