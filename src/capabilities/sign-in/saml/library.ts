/** The library that signs, checks signatures and decrypts; what a message says is judged here, not there. */
import { SAML } from '@node-saml/node-saml'
import { decryptXml } from '@node-saml/node-saml/lib/xml.js'
import type { App } from '../../../core/app.ts'
import { type Provider, secretOf } from '../providers/store.ts'
import type { SamlSettings } from './store.ts'

export type Party = { provider: Provider; saml: SamlSettings }

/** Our own keys for the provider, as PEM: the one that signs, and the one after it while we change it. */
export function keysOf(app: App, orgId: string, provider: Provider): string[] {
  return secretOf(app, orgId, provider).match(/-----BEGIN [\s\S]+?-----END [A-Z ]+-----/g) ?? []
}

/**
 * `requestId` names the question that is asked, `asksAgain` has the provider ask whomever it knows, and
 * `isResponseSigned` demands a signature of the whole answer too; `key` decrypts instead of our first one.
 */
export function libraryFor(
  app: App,
  orgId: string,
  { provider, saml }: Party,
  callbackUrl: string,
  more: { requestId?: string; asksAgain?: boolean; isResponseSigned?: boolean; key?: string } = {},
): SAML {
  const { requestId } = more
  const [privateKey = ''] = keysOf(app, orgId, provider)
  return new SAML({
    issuer: provider.client_id,
    callbackUrl,
    entryPoint: saml.sign_in_url,
    logoutUrl: saml.sign_out_url ?? saml.sign_in_url,
    idpCert: saml.certificates,
    idpIssuer: provider.issuer,
    // Who it is for is judged with the rest, so that the audit log can say which of them it was.
    audience: false,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: more.isResponseSigned ?? false,
    // Times are judged by our own clock, with everything else that the answer says.
    acceptedClockSkewMs: -1,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: more.asksAgain ?? false,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    decryptionPvk: more.key ?? privateKey,
    ...(saml.signs_requests || requestId === undefined
      ? { privateKey, publicCert: saml.own_certificate }
      : {}),
    ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
  })
}

/** The assertion that stands encrypted in the message, as the library will read it. */
export async function decrypted(
  app: App,
  orgId: string,
  { provider }: Party,
  message: string,
): Promise<string> {
  const [key = '', ...more] = keysOf(app, orgId, provider)
  return more.reduce<Promise<string>>(
    (before, next) => before.catch(() => decryptXml(message, next)),
    decryptXml(message, key),
  )
}
