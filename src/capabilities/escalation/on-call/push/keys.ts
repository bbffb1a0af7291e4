/** The installation's keys for Web Push (RFC 8292): by them a push service knows that one and the same server sends. */
import { createECDH, hkdfSync } from 'node:crypto'

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** Longer than the key, so that taking the remainder favors no key. */
const key_bytes_drawn = 48

/**
 * Derived from the secret that all servers of an installation share, so that there is nothing to store or to copy.
 * With another secret the browsers have to ask anew. `subject` is where the push service's people may ask.
 */
export function vapidKeys(
  secret: string,
  subject: string,
): { subject: string; publicKey: string; privateKey: string } {
  const drawn = Buffer.from(hkdfSync('sha256', secret, '', 'wardline web push', key_bytes_drawn))
  const scalar = (BigInt(`0x${drawn.toString('hex')}`) % (order - 1n)) + 1n
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  return {
    subject,
    publicKey: ecdh.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
  }
}
