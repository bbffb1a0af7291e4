const SCHEMES = ['http:', 'https:', 'mailto:']
const IMAGE_PATHS = ['/api/attachments/', '/files/', '/public/']
const INSIDE = 'https://inside.invalid'

/** Whether a link may be followed: http, https, mailto, or an address inside the product. */
export function isSafeLink(href: string): boolean {
  const url = parse(href)
  return url !== undefined && SCHEMES.includes(url.protocol)
}

/** Whether an image is one of our own files. Any other would tell a stranger's server who reads, and when. */
export function isOwnImage(src: string): boolean {
  const url = parse(src)
  return url?.origin === INSIDE && IMAGE_PATHS.some((path) => url.pathname.startsWith(path))
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address, INSIDE)
  } catch {
    return undefined
  }
}
