/**
 * What a stored mail says: its parts and headers as they read, since words stand in base64 or quoted-printable there. It
 * reads more than a mail program would, and asks no header whether it may: a proof that looks for words misses none.
 */

const depth_max = 5
/** Lines as base64 has them, one after the other. */
const blocks = /(?:^[A-Za-z0-9+/]{2,}={0,2}\r?$\n?)+/gm
const encodedWord = /=\?[^?\s]+\?([bq])\?([^?]*)\?=/gi

/** True when it begins with a header, as mails do. */
export function isMail(content: Buffer): boolean {
  return /^[A-Za-z][A-Za-z0-9-]*:[ \t]/.test(content.toString('latin1', 0, 200))
}

/** Every part of a mail, decoded; of parts that are mails themselves, theirs too. */
export function partsOfMail(content: Buffer, depth = 0): Buffer[] {
  const raw = content.toString('latin1')
  const parts = (raw.match(blocks) ?? []).map((block) => Buffer.from(block, 'base64'))
  return [
    unquoted(raw.replaceAll(/\?=[ \t\r\n]+=\?/g, '?==?').replaceAll(encodedWord, decodedWord)),
    unquoted(raw),
    ...parts,
    ...(depth < depth_max ? parts.filter(isMail).flatMap((part) => partsOfMail(part, depth + 1)) : []),
  ]
}

/** A word of a header, as the letters of its bytes. */
function decodedWord(_all: string, how: string, text: string): string {
  return how.toLowerCase() === 'b'
    ? Buffer.from(text, 'base64').toString('latin1')
    : unquoted(text.replaceAll('_', ' ')).toString('latin1')
}

/** Without the lines that were broken for the way, and with the signs that were written as numbers. */
function unquoted(text: string): Buffer {
  const joined = text.replaceAll(/=[ \t]*\r?\n/g, '')
  const plain = joined.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(plain, 'latin1')
}

/** The bytes as text, in the ways in which mails write it. */
export function readings(content: Buffer): string[] {
  return ['utf8', 'latin1', 'utf16le'].map((way) => content.toString(way as BufferEncoding))
}
