/** Metadata: the provider's, to be read once and looked at; and our own, to be given to the provider. */
import { generateServiceProviderMetadata } from '@node-saml/node-saml'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, NullableText } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { ownBase, ProviderParams, pathOf } from '../providers/entering.ts'
import { requireCertificate } from './fields.ts'
import { keysOf } from './library.ts'
import { openOrOffParty } from './party.ts'
import { childOf, childrenOf, type Element, everyOf, parseXml, XmlRefused } from './xml.ts'

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

export const readMetadata = plainAction({
  name: 'providers.read_metadata',
  summary: 'Read the metadata of a provider that speaks SAML; nothing is stored.',
  path: '/api/providers/metadata',
  input: Body({ xml: Type.String({ minLength: 1, maxLength: 500_000 }) }),
  output: Type.Object({
    issuer: Type.String(),
    sign_in_url: Type.String(),
    sign_out_url: NullableText,
    certificates: Type.Array(Type.String()),
  }),
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ input }) => {
    const provider = providerIn(input.xml)
    const descriptor = childOf(provider, 'metadata', 'IDPSSODescriptor')
    if (!provider || !descriptor) throw unreadable('It describes no identity provider.')
    const sign_in_url = locationOf(descriptor, 'SingleSignOnService')
    if (sign_in_url === undefined) throw unreadable('It names no address for signing in by redirect.')
    const certificates = childrenOf(descriptor, 'metadata', 'KeyDescriptor')
      .filter(({ attributes }) => attributes.get('use') !== 'encryption')
      .flatMap((key) => everyOf(key, 'signature', 'X509Certificate'))
      .map(({ text }) => requireCertificate(text, '#/xml'))
    if (certificates.length === 0) throw unreadable('It holds no certificate for signatures.')
    return {
      result: {
        issuer: provider.attributes.get('entityID') ?? '',
        sign_in_url,
        sign_out_url: locationOf(descriptor, 'SingleLogoutService') ?? null,
        certificates: [...new Set(certificates)].slice(0, 10),
      },
    }
  },
})

function providerIn(xml: string): Element | undefined {
  let root: Element
  try {
    root = parseXml(xml, { allowsComments: true })
  } catch (error) {
    throw unreadable(
      error instanceof XmlRefused && error.code === 'xml-doctype'
        ? 'It declares a document type, which is refused.'
        : 'It is not XML.',
    )
  }
  const all = everyOf(root, 'metadata', 'EntityDescriptor').filter((each) =>
    childOf(each, 'metadata', 'IDPSSODescriptor'),
  )
  if (all.length > 1) throw unreadable('It describes more than one provider. Take the metadata of one.')
  return all[0]
}

function locationOf(descriptor: Element, name: string): string | undefined {
  return childrenOf(descriptor, 'metadata', name)
    .find(({ attributes }) => attributes.get('Binding') === redirect)
    ?.attributes.get('Location')
}

function unreadable(why: string) {
  return invalid('#/xml', why)
}

/** Our own metadata for one provider. It holds nothing secret, and the provider fetches it without a session. */
export function mountMetadata(http: Http, app: App): void {
  http.get(
    '/api/session/providers/:org/:id/metadata',
    {
      schema: {
        operationId: 'session.saml_metadata',
        summary: 'What a provider that speaks SAML has to know of us, as XML.',
        tags: ['session'],
        params: ProviderParams,
        response: { 200: Type.String(), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const place = request.params
      const { provider, saml } = await openOrOffParty(app, place)
      const [key = ''] = keysOf(app, place.org, provider)
      const base = `${ownBase(app, request)}${pathOf(place)}`
      const xml = generateServiceProviderMetadata({
        issuer: provider.client_id,
        callbackUrl: `${base}/acs`,
        logoutCallbackUrl: `${base}/sign-out`,
        identifierFormat: null,
        wantAssertionsSigned: true,
        // What is encrypted from now on is for the new key; until it is retired the old one signs.
        decryptionPvk: key,
        decryptionCert: saml.next_certificate ?? saml.own_certificate,
        privateKey: key,
        publicCerts: [saml.own_certificate, ...(saml.next_certificate ? [saml.next_certificate] : [])],
      })
      reply.header('content-disposition', 'attachment; filename="wardline-metadata.xml"')
      return reply
        .type('application/samlmetadata+xml')
        .serializer((text: unknown) => String(text))
        .send(xml)
    },
  )
}
