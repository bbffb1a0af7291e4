export type FileRefusal =
  | 'too_large'
  | 'interrupted'
  | 'storage_full'
  | 'missing'
  | 'locked'
  | 'damaged'
  | 'test_virus'
  | 'executable'
  | 'macros'
  | 'archive_bomb'
  | 'nested_archive'
  | 'executable_inside'

const SENTENCES: Record<FileRefusal, [status: number, sentence: string]> = {
  too_large: [413, 'The file is larger than permitted.'],
  interrupted: [400, 'The upload broke off. Please try again.'],
  storage_full: [507, 'There is no room left for files. Please tell your administrator.'],
  missing: [404, 'The file does not exist or was removed.'],
  locked: [
    503,
    'The file is encrypted with a key that Wardline does not have. Please tell your administrator.',
  ],
  damaged: [
    422,
    'The file was altered or is not whole, so it is not opened. Please tell your administrator.',
  ],
  test_virus: [422, 'The file was recognized as a virus or as a virus test and is not accepted.'],
  executable: [422, 'Programs, scripts, shortcuts and disk images are not accepted.'],
  macros: [422, 'Documents with macros are not accepted. Please save the document without macros.'],
  archive_bomb: [422, 'The archive is damaged or would unpack to too much data, so it is not accepted.'],
  nested_archive: [422, 'The archive contains another archive. Please attach the files that are inside it.'],
  executable_inside: [422, 'The archive contains a program or a script and is not accepted.'],
}

/** A file that is not taken, kept or found, with a code for the program and a sentence for the person. */
export class FileRefused extends Error {
  readonly code: FileRefusal
  readonly status: number
  constructor(code: FileRefusal, cause?: unknown) {
    const [status, sentence] = SENTENCES[code]
    super(sentence, { cause })
    this.name = 'FileRefused'
    this.code = code
    this.status = status
  }
}
