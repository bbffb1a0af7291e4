/** Providers that speak SAML, as administrators make and change them. */
import { isDeepStrictEqual } from 'node:util'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { changeProvider, fields, keepProvider, told } from '../providers/fields.ts'
import { sealSecret } from '../providers/store.ts'
import { requireAddress, requireCertificate, samlFields } from './fields.ts'
import { makeOwnKey } from './own-key.ts'
import { samlById } from './store.ts'

const Saml = Body(samlFields)

export const createSamlProvider = plainAction({
  name: 'providers.create_saml',
  summary: 'Let people sign in by a provider that speaks SAML 2.0. A key of our own is made for it.',
  path: '/api/providers/saml',
  input: Body({ ...fields, issuer: Line(500), saml: Saml }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, now }) => {
    const id = newId()
    const saml = checked(input.saml)
    const own = makeOwnKey(`Wardline ${id}`, new Date(now))
    const sealed = sealSecret(app, tx.orgId, id, own.privateKey)
    await keepProvider(tx, { ...input, id, kind: 'saml', sealed, now })
    tx.send(
      raw(
        `insert into core.saml_provider (org_id, provider_id, own_certificate, ${names}) values ($1,$2,$3,${places(3)})`,
        [tx.orgId, id, own.certificate, ...valuesOf(saml)],
      ),
    )
    const { certificates, ...rest } = saml
    return {
      result: { id },
      audit: { provider: id, issuer: input.issuer, ...told(input), ...rest, keys: certificates.length },
    }
  },
})

export const editSamlProvider = plainAction({
  name: 'providers.edit_saml',
  summary: 'Change a provider that speaks SAML. Several certificates are accepted while it changes its key.',
  path: '/api/providers/:id/saml',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ ...fields, version: Type.Integer(), saml: Saml }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id ?? ''
    const saml = checked(input.saml)
    const { result, changes } = await changeProvider(app, tx, {
      ...input,
      id,
      kind: 'saml',
      sealed: null,
      now,
    })
    const also = await change(tx, id, saml)
    return {
      result,
      audit: {
        ...changes,
        fields: [...changes.fields, ...also.fields],
        changes: { ...changes.changes, ...also.changes },
      },
    }
  },
})

type Settings = Static<typeof Saml>

async function change(tx: Tx, id: string, saml: Settings) {
  const before = await tx.maybe(samlById(tx.orgId, id))
  if (!before) throw notFound('This provider')
  tx.send(
    raw(
      `update core.saml_provider set (${names}) = row(${places(2)}) where org_id = $1 and provider_id = $2`,
      [tx.orgId, id, ...valuesOf(saml)],
    ),
  )
  const changed = columns.filter((column) => !isDeepStrictEqual(before[column], saml[column]))
  // Of certificates it is enough to know that there are others: they are long.
  const values = changed
    .filter((column) => column !== 'certificates')
    .map((column) => [column, { from: before[column], to: saml[column] }])
  return { fields: changed, changes: Object.fromEntries(values) as Record<string, unknown> }
}

/** As it is kept. Throws a 422 for addresses and certificates that will not do. */
function checked(saml: Settings): Settings {
  return {
    ...saml,
    sign_in_url: requireAddress(saml.sign_in_url, '#/saml/sign_in_url'),
    sign_out_url:
      saml.sign_out_url === null ? null : requireAddress(saml.sign_out_url, '#/saml/sign_out_url'),
    certificates: [
      ...new Set(saml.certificates.map((each) => requireCertificate(each, '#/saml/certificates'))),
    ],
  }
}

const columns = [
  'sign_in_url',
  'sign_out_url',
  'certificates',
  'signs_requests',
  'takes_unasked',
  'name_attribute',
  'email_attribute',
  'trusts_addresses',
] as const
const names = columns.join(', ')
const places = (after: number) =>
  columns.map((column, at) => `$${after + at + 1}${column === 'certificates' ? '::text[]' : ''}`).join(', ')

function valuesOf(saml: Settings): unknown[] {
  return columns.map((column) => saml[column])
}
