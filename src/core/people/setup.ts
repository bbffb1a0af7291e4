/** A new organization: its roles from the catalogue and its first administrator. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Pool } from '../../platform/db/pool.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { newId } from '../../platform/id/id.ts'
import { audit } from '../audit.ts'
import { normalizeEmail } from './email.ts'
import { hashPassword } from './password.ts'

export type CatalogueRole = {
  id: string
  title: string
  family: string
  summary: string
  home: string
  permissions: string[]
  duties: { id: string; duty: string }[]
}

/** The roles that ship with the product, in the order of the file. */
export function roleCatalogue(): CatalogueRole[] {
  const file = parse(readFileSync(new URL('./roles.yaml', import.meta.url), 'utf8')) as {
    roles: CatalogueRole[]
  }
  return file.roles
}

export type NewOrganization = {
  name: string
  slug: string
  timeZone: string
  language: 'en' | 'es'
  admin: { name: string; email: string; password: string }
  /** Whether privileged actions need a second step of signing in; `optional` unless given. */
  secondFactor?: 'optional' | 'privileged'
  /** True for the first-run page: refused when there is an organization already. */
  isFirst?: boolean
}

/** Any number, the same in all servers: who creates an organization waits for the others who do. */
const creation_lock = 7_203_115

/**
 * Stores the organization with its roles and administrator; answers their ids. Throws a 409 when its short name
 * is taken, or when it was to be the first and is not.
 */
export async function createOrganization(
  pool: Pool,
  organization: NewOrganization,
  now: Date,
): Promise<{ orgId: string; adminId: string }> {
  const orgId = newId()
  const adminId = newId()
  const hash = await hashPassword(organization.admin.password)
  const at = now.toISOString()
  await write(pool, orgId, async (tx) => {
    await requireFree(tx, organization)
    tx.send(
      raw(
        'insert into core.organization (id, name, slug, time_zone, language, settings, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [
          orgId,
          organization.name,
          organization.slug,
          organization.timeZone,
          organization.language,
          JSON.stringify({ second_factor: organization.secondFactor ?? 'optional' }),
          at,
        ],
      ),
    )
    const roles = insertCatalogue(tx)
    tx.send(
      raw(
        'insert into core.person (org_id, id, name, email, created_at, updated_at) values ($1,$2,$3,$4,$5,$5)',
        [
          orgId,
          adminId,
          organization.admin.name,
          normalizeEmail(organization.admin.email) ?? organization.admin.email.trim().toLowerCase(),
          at,
        ],
      ),
    )
    tx.send(
      raw('insert into core.password (org_id, person_id, hash, changed_at) values ($1,$2,$3,$4)', [
        orgId,
        adminId,
        hash,
        at,
      ]),
    )
    for (const key of ['administrator', 'requester'])
      tx.send(assignRole(orgId, adminId, roles.get(key) ?? '', at))
    tx.send(audit({ orgId, personId: adminId, address: null }, at, 'organization_created'))
  })
  return { orgId, adminId }
}

async function requireFree(tx: Tx, { slug, isFirst }: NewOrganization): Promise<void> {
  tx.send(raw('select pg_advisory_xact_lock($1)', [creation_lock]))
  const [counted, named] = await tx.many(
    raw<{ count: number }>('select core.count_organizations()::int as count'),
    raw('select id from core.find_organization($1)', [slug]),
  )
  if (isFirst && counted[0]?.count !== 0) throw conflict('Wardline is set up already.')
  if (named.length > 0) throw conflict('There is an organization of this short name already.')
}

/** Stores the role catalogue; answers the ids by key. */
function insertCatalogue(tx: Tx): Map<string, string> {
  return new Map(roleCatalogue().map((role) => [role.id, storeRole(tx, role)]))
}

/** Stores one role of the catalogue; answers its id. */
export function storeRole(tx: Tx, role: CatalogueRole): string {
  const id = newId()
  tx.send(
    raw(
      `insert into core.role (org_id, id, key, title, family, summary, home, permissions, duties, is_builtin) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,true)`,
      [
        tx.orgId,
        id,
        role.id,
        role.title,
        role.family,
        role.summary,
        role.home,
        role.permissions,
        JSON.stringify(role.duties ?? []),
      ],
    ),
  )
  return id
}

/** The statement that gives a person a role from now on. */
export function assignRole(orgId: string, personId: string, roleId: string, from: string) {
  return raw(
    'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) values ($1,$2,$3,$4,$5)',
    [orgId, newId(), personId, roleId, from],
  )
}
