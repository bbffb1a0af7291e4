import type { FileContent } from './inspect.ts'

/** A type that is served under its own name because nothing in it runs in a browser. */
export type SafeType = {
  type: string
  family: 'image' | 'document' | 'text' | 'media' | 'archive' | 'data'
  extensions: readonly string[]
  /** Names that the content detection gives it, besides `type`. */
  sniffed?: readonly string[]
  isInline?: true
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

const TYPES: readonly SafeType[] = [
  {
    type: 'image/png',
    family: 'image',
    extensions: ['png', 'apng'],
    sniffed: ['image/apng'],
    isInline: true,
  },
  { type: 'image/jpeg', family: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], isInline: true },
  { type: 'image/gif', family: 'image', extensions: ['gif'], isInline: true },
  { type: 'image/webp', family: 'image', extensions: ['webp'], isInline: true },
  { type: 'image/tiff', family: 'image', extensions: ['tif', 'tiff'] },
  { type: 'image/bmp', family: 'image', extensions: ['bmp', 'dib'] },
  { type: 'image/heic', family: 'image', extensions: ['heic', 'heif'], sniffed: ['image/heif'] },
  { type: 'image/avif', family: 'image', extensions: ['avif'] },
  { type: 'application/pdf', family: 'document', extensions: ['pdf'] },
  { type: 'application/rtf', family: 'document', extensions: ['rtf'] },
  { type: `${OPEN_XML}.wordprocessingml.document`, family: 'document', extensions: ['docx'] },
  { type: `${OPEN_XML}.wordprocessingml.template`, family: 'document', extensions: ['dotx'] },
  { type: `${OPEN_XML}.spreadsheetml.sheet`, family: 'document', extensions: ['xlsx'] },
  { type: `${OPEN_XML}.spreadsheetml.template`, family: 'document', extensions: ['xltx'] },
  { type: `${OPEN_XML}.presentationml.presentation`, family: 'document', extensions: ['pptx'] },
  { type: `${OPEN_XML}.presentationml.template`, family: 'document', extensions: ['potx'] },
  { type: `${OPEN_XML}.presentationml.slideshow`, family: 'document', extensions: ['ppsx'] },
  { type: `${OPEN_DOCUMENT}.text`, family: 'document', extensions: ['odt'] },
  { type: `${OPEN_DOCUMENT}.spreadsheet`, family: 'document', extensions: ['ods'] },
  { type: `${OPEN_DOCUMENT}.presentation`, family: 'document', extensions: ['odp'] },
  { type: `${OPEN_DOCUMENT}.graphics`, family: 'document', extensions: ['odg'] },
  { type: 'audio/mpeg', family: 'media', extensions: ['mp3', 'mp2', 'mpga'] },
  { type: 'audio/mp4', family: 'media', extensions: ['m4a', 'mp4'], sniffed: ['audio/x-m4a'] },
  { type: 'audio/wav', family: 'media', extensions: ['wav'] },
  { type: 'audio/ogg', family: 'media', extensions: ['ogg', 'oga', 'opus', 'spx'] },
  { type: 'audio/flac', family: 'media', extensions: ['flac'] },
  { type: 'audio/aac', family: 'media', extensions: ['aac'] },
  { type: 'audio/amr', family: 'media', extensions: ['amr'] },
  { type: 'video/mp4', family: 'media', extensions: ['mp4', 'm4v', 'm4a'], sniffed: ['video/x-m4v'] },
  { type: 'video/webm', family: 'media', extensions: ['webm', 'weba'] },
  { type: 'video/quicktime', family: 'media', extensions: ['mov', 'qt'] },
  { type: 'video/ogg', family: 'media', extensions: ['ogv', 'ogg'] },
  { type: 'video/mpeg', family: 'media', extensions: ['mpg', 'mpeg'] },
  { type: 'video/matroska', family: 'media', extensions: ['mkv'] },
  { type: 'video/vnd.avi', family: 'media', extensions: ['avi'] },
  { type: 'video/3gpp', family: 'media', extensions: ['3gp'] },
  { type: 'application/zip', family: 'archive', extensions: ['zip'] },
  { type: 'application/gzip', family: 'archive', extensions: ['gz', 'tgz'] },
  { type: 'application/x-7z-compressed', family: 'archive', extensions: ['7z'] },
  { type: 'application/x-tar', family: 'archive', extensions: ['tar'] },
  { type: 'application/dicom', family: 'data', extensions: ['dcm'] },
]

const TEXT: SafeType = { type: 'text/plain', family: 'text', extensions: ['txt', 'text', 'log', 'md'] }
const CSV: SafeType = { type: 'text/csv', family: 'text', extensions: ['csv'] }

/** Older office files share one container, so that only their extension tells them apart. */
const COMPOUND_TYPES: Record<string, string> = {
  doc: 'application/msword',
  dot: 'application/msword',
  xls: 'application/vnd.ms-excel',
  xlt: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  pps: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
}

/** Text with these extensions is active where it is opened, so it is served as opaque bytes. */
const ACTIVE_TEXT =
  /^([sx]?html?|xht|mht|mhtml|svgz?|xml|xslt?|xsd|rdf|rss|atom|dtd|css|wsdl|xul|mathml|ps|eps|htc|htaccess)$/

/** The safe type of a file by its content, where the extension only chooses among forms of text and office. */
export function safeTypeOfContent(content: FileContent, extension: string): SafeType | undefined {
  const { sniffed_type } = content
  if (content.isText && (sniffed_type === null || sniffed_type.startsWith('text/'))) {
    if (ACTIVE_TEXT.test(extension)) return undefined
    if (CSV.extensions.includes(extension)) return CSV
    return content.hasMarkup && !TEXT.extensions.includes(extension) ? undefined : TEXT
  }
  if (sniffed_type === null) return undefined
  const office = sniffed_type === 'application/x-cfb' ? COMPOUND_TYPES[extension] : undefined
  if (office) return { type: office, family: 'document', extensions: [extension] }
  return TYPES.find((safe) => safe.type === sniffed_type || safe.sniffed?.includes(sniffed_type))
}

/** The safe type that a sender's declaration names; undefined for declarations that say nothing certain. */
export function safeTypeOfDeclaration(declared: string): SafeType | undefined {
  return TYPES.find((safe) => safe.type === declared || safe.sniffed?.includes(declared))
}
