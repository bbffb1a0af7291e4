/** How a delivery is signed: over its time and its body, so that neither can be altered nor an old one sent again. */
import { createHmac } from 'node:crypto'

/**
 * The headers that prove where a body comes from: `v1=` and the HMAC-SHA256 of `<timestamp>.<body>` in hexadecimal,
 * once for each secret that is valid now, joined by a comma.
 */
export function signed(
  body: string,
  at: Date,
  secrets: readonly string[],
): { 'wardline-timestamp': string; 'wardline-signature': string } {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  )
  return { 'wardline-timestamp': timestamp, 'wardline-signature': signatures.join(',') }
}
