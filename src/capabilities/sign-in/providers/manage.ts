/** The providers of the organization, as administrators see and change them; the secret goes in and never out. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { isLoopback } from '../oidc/provider-client.ts'
import { SamlShown } from '../saml/fields.ts'
import { samlOf } from '../saml/store.ts'
import { changeProvider, fields, keepProvider, told } from './fields.ts'
import { providersOf, sealSecret } from './store.ts'

const Secret = Type.String({ minLength: 1, maxLength: 1000, pattern: '^[\\u0020-\\u007E]+$' })

const Provider = Type.Object({
  id: Id,
  kind: OneOf(['oidc', 'saml']),
  issuer: Type.String(),
  version: Type.Integer(),
  ...fields,
  saml: Type.Union([SamlShown, Type.Null()]),
})

export const providerList = reader({
  name: 'providers.list',
  summary: 'The providers by which people sign in, for those who manage roles.',
  path: '/api/providers',
  output: Type.Object({
    organization_id: Id,
    rows: Type.Array(Provider),
  }),
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ tx }) => {
    const [providers, all] = await tx.many(providersOf(tx.orgId), samlOf(tx.orgId))
    const saml = new Map(all.map(({ provider_id, ...settings }) => [provider_id, settings]))
    return {
      organization_id: tx.orgId,
      rows: providers.map(({ secret_sealed: _secret, ...provider }) => ({
        ...provider,
        saml: saml.get(provider.id) ?? null,
      })) as never,
    }
  },
})

export const createProvider = plainAction({
  name: 'providers.create',
  summary: 'Let people sign in by a provider that speaks OpenID Connect.',
  input: Body({ ...fields, issuer: Line(500), secret: Secret }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, now }) => {
    requireIssuer(input.issuer)
    const id = newId()
    await keepProvider(tx, {
      ...input,
      id,
      kind: 'oidc',
      sealed: sealSecret(app, tx.orgId, id, input.secret),
      now,
    })
    return { result: { id }, audit: { provider: id, issuer: input.issuer, ...told(input) } }
  },
})

export const editProvider = plainAction({
  name: 'providers.edit',
  summary: 'Change a provider; without a secret the one that it has stays. Its issuer never changes.',
  path: '/api/providers/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ ...fields, version: Type.Integer(), secret: Type.Optional(Secret) }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id ?? ''
    const sealed = input.secret === undefined ? null : sealSecret(app, tx.orgId, id, input.secret)
    const { result, changes } = await changeProvider(app, tx, { ...input, id, kind: 'oidc', sealed, now })
    const also = input.secret === undefined ? [] : ['secret']
    return { result, audit: { ...changes, fields: [...changes.fields, ...also] } }
  },
})

function requireIssuer(issuer: string): void {
  const url = URL.parse(issuer)
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === ''
  if (!isPlain || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))))
    throw invalid('#/issuer', 'Write the issuer as the provider names it, such as https://login.example.org.')
}
