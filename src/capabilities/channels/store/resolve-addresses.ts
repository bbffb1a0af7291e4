/** Where the links and images of an imported article lead. */
import { basename } from 'node:path'

type Address = { address: string; isInline?: boolean } | null

const placeholder = /(!?)\[((?:\\.|[^\]\\])*)\]\((article|asset):([^\s)#]*)(#[^\s)]*)?((?:\s[^)]*)?)\)/g

/**
 * Puts real addresses in the place of `article:` and `asset:`. What leads nowhere becomes its words, and a file
 * that is no image that may be shown becomes a link.
 */
export function resolveAddresses(
  body: string,
  addressOf: (kind: 'article' | 'asset', path: string) => Address,
): string {
  return body.replace(
    placeholder,
    (
      _whole,
      mark: string,
      label: string,
      kind: 'article' | 'asset',
      path: string,
      anchor = '',
      title = '',
    ) => {
      const target = addressOf(kind, decoded(path))
      if (target === null) return mark ? `*(missing image${label ? `: ${label}` : ''})*` : label
      const shown = mark && target.isInline ? '!' : ''
      return `${shown}[${label || (shown ? '' : basename(decoded(path)))}](${target.address}${anchor}${title})`
    },
  )
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
