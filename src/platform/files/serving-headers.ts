import { cleanFileName } from './file-name.ts'

/**
 * The response headers with which a stored file is served. `type`, `isInline` and `name` come from
 * `classify`. Even opened by itself the file runs nothing, is framed by nobody and stays in no shared cache.
 */
export function servingHeaders(file: {
  type: string
  isInline: boolean
  name: string
  size_bytes: number
}): Record<string, string> {
  return {
    'content-type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'content-length': String(file.size_bytes),
    'content-disposition': contentDisposition(file.isInline ? 'inline' : 'attachment', file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  }
}

/**
 * Content-Disposition by RFC 6266: a plain ASCII name for old programs and the exact one by RFC 8187. The
 * name is cleaned once more, so that no stored or forged name can break the header.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const { display } = cleanFileName(name)
  const plain = display.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_')
  const exact = encodeURIComponent(display).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return plain === display
    ? `${kind}; filename="${plain}"`
    : `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}
