/** What a provider that speaks SAML has beside the rest. */
import { X509Certificate } from 'node:crypto'
import { Type } from 'typebox'
import { invalid } from '../../../platform/http/problem.ts'
import { NullableText } from '../../../platform/http/schema.ts'
import { isLoopback } from '../oidc/provider-client.ts'

const Address = Type.String({ minLength: 1, maxLength: 1000 })
const Attribute = Type.String({ maxLength: 300 })

export const samlFields = {
  sign_in_url: Address,
  sign_out_url: Type.Union([Address, Type.Null()]),
  certificates: Type.Array(Type.String({ maxLength: 10_000 }), { minItems: 1, maxItems: 10 }),
  signs_requests: Type.Boolean(),
  takes_unasked: Type.Boolean(),
  name_attribute: Attribute,
  email_attribute: Attribute,
  trusts_addresses: Type.Boolean(),
}

export const SamlShown = Type.Object({
  ...samlFields,
  sign_out_url: NullableText,
  own_certificate: Type.String({ description: 'PEM. It may be published.' }),
  next_certificate: Type.Union([Type.String(), Type.Null()], {
    description: 'Of the new key, while we change ours.',
  }),
})

/** An address of the provider. Throws a 422 for one that is not encrypted on the way. */
export function requireAddress(text: string, pointer: string): string {
  const url = URL.parse(text.trim())
  const isSafe =
    url !== null &&
    url.username === '' &&
    url.hash === '' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
  if (!isSafe) throw invalid(pointer, 'Write an address that begins with https://.')
  return url.href
}

/** The certificate as PEM. Throws a 422 for what is none, or has a key that is too weak. */
export function requireCertificate(text: string, pointer = '#/certificates'): string {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '')
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    throw invalid(pointer, 'This is not a certificate.')
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw invalid(
      pointer,
      'The key of this certificate is too weak, or of an unknown kind. It must be RSA with 2048 bits or more.',
    )
  return certificate.toString()
}
