/** A key of our own for one provider, and the certificate by which the provider knows it. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const years = 10
const rsa_sha256 = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'))

/** A new RSA key, both as PEM. The certificate says nothing but a name: what counts is that the provider was given it. */
export function makeOwnKey(name: string, now: Date): { privateKey: string; certificate: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: certify(privateKey, name, now),
  }
}

function certify(key: KeyObject, name: string, now: Date): string {
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() + years)
  const serial = randomBytes(16)
  // Numbers are signed: a first bit of one would make it less than zero.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01
  const text = tagged(0x0c, Buffer.from(name.slice(0, 60)))
  const commonName = sequence(tagged(0x31, sequence(Buffer.from('0603550403', 'hex'), text)))
  const certificate = sequence(
    tagged(0xa0, Buffer.from('020102', 'hex')),
    tagged(0x02, serial),
    rsa_sha256,
    commonName,
    sequence(time(now), time(until)),
    commonName,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', certificate, key)
  const der = sequence(certificate, rsa_sha256, tagged(0x03, Buffer.from([0]), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

// Years from 2050 on have a form of their own.
function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const size = body.length
  const length =
    size < 128
      ? [size]
      : size < 256
        ? [0x81, size]
        : size < 65_536
          ? [0x82, size >> 8, size & 255]
          : undefined
  if (!length) throw new Error('A certificate is not that long.')
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
