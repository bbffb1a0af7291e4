/** A device that makes passkeys and signs with them, as far as the tests of refusals need one; the journey has Chromium's. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

type Options = { challenge: string; rp?: { id: string }; rpId?: string; user?: { id: string } }
type Twist = { origin?: string; counter?: number; type?: string; isVerified?: boolean; rpId?: string }

export type TestDevice = {
  id: string
  counter: number
  /** The answer to options for a new passkey. */
  make(options: Options, twist?: Twist): Record<string, unknown>
  /** The answer to options for using it. */
  use(options: Options, twist?: Twist): Record<string, unknown>
}

const origin_usual = 'http://localhost'
const present = 0x01
const verified = 0x04
const attested = 0x40

/** A device with one fresh key pair; its count goes up with each use. */
export function testDevice(): TestDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const id = credential.toString('base64url')
  let handle = ''
  const device: TestDevice = {
    id,
    counter: 0,
    make(options, twist = {}) {
      handle = options.user?.id ?? ''
      const data = authenticatorData(options.rp?.id ?? '', device.counter, twist, attested)
      const size = Buffer.from([0, credential.length])
      const authData = Buffer.concat([data, Buffer.alloc(16), size, credential, coseKey(publicKey)])
      const attestation = Buffer.concat([
        head(5, 3),
        text('fmt'),
        text('none'),
        text('attStmt'),
        head(5, 0),
        text('authData'),
        bytes(authData),
      ])
      return answer(id, {
        clientDataJSON: clientData('webauthn.create', options.challenge, twist),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    use(options, twist = {}) {
      device.counter += 1
      const data = authenticatorData(options.rpId ?? '', twist.counter ?? device.counter, twist, 0)
      const client = clientData('webauthn.get', options.challenge, twist)
      const hash = createHash('sha256').update(Buffer.from(client, 'base64url')).digest()
      return answer(id, {
        clientDataJSON: client,
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, hash]), privateKey).toString('base64url'),
        userHandle: handle,
      })
    },
  }
  return device
}

function answer(id: string, response: Record<string, unknown>): Record<string, unknown> {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
}

function clientData(type: string, challenge: string, twist: Twist): string {
  const data = {
    type: twist.type ?? type,
    challenge,
    origin: twist.origin ?? origin_usual,
    crossOrigin: false,
  }
  return Buffer.from(JSON.stringify(data)).toString('base64url')
}

function authenticatorData(rpId: string, counter: number, twist: Twist, more: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  const flags = present | (twist.isVerified === false ? 0 : verified) | more
  const host = createHash('sha256')
    .update(twist.rpId ?? rpId)
    .digest()
  return Buffer.concat([host, Buffer.from([flags]), count])
}

/** The public key as COSE says it: EC2, ES256, P-256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const coordinate = (value: string) => bytes(Buffer.from(value, 'base64url'))
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ])
}

// As much of CBOR as an attestation needs: short maps, texts, and bytes.
function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size])
  if (size < 256) return Buffer.from([(major << 5) | 24, size])
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
