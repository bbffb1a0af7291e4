/** What is wrong with an import file as a whole; a single bad row never throws. */
export type ImportFaultCode =
  | 'file-too-large'
  | 'file-not-gzip'
  | 'file-empty'
  | 'encoding-unknown'
  | 'encoding-broken'
  | 'format-unknown'
  | 'csv-broken'
  | 'csv-field-too-large'
  | 'xes-broken'
  | 'mapping-invalid'
  | 'columns-missing'
  | 'too-many-rows'
  | 'rows-not-together'
  | 'archive-unsafe'
  | 'archive-too-large'
  | 'archive-broken'
  | 'articles-missing'

export type ImportFault = Error & { name: 'ImportFault'; code: ImportFaultCode; line?: number }

/** An expected failure of a whole import, with a sentence for the person who started it. */
export function importFault(code: ImportFaultCode, sentence: string, line?: number): ImportFault {
  const fault = new Error(sentence) as ImportFault
  fault.name = 'ImportFault'
  fault.code = code
  if (line !== undefined) fault.line = line
  return fault
}

export function isImportFault(error: unknown): error is ImportFault {
  return error instanceof Error && error.name === 'ImportFault'
}

/** The fault's sentence, with the line that it is about unless the sentence names it. */
export function lineOf(fault: ImportFault): string {
  const { line, message } = fault
  return line === undefined || message.includes(`line ${line}`) ? message : `Line ${line}: ${message}`
}
