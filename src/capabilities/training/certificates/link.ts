/** The public name of a certificate: its organization and a random part of 128 bits, so that nobody guesses one. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { notFound } from '../../../platform/http/problem.ts'

const token_bytes = 16

export const newToken = () => randomBytes(token_bytes).toString('base64url')

/** 44 letters: an organization's id and the token. */
export const nameOf = (orgId: string, token: string) =>
  `${Buffer.from(orgId.replaceAll('-', ''), 'hex').toString('base64url')}${token}`

/** The same of a certificate (alias `c`), in SQL. */
export const publicName = sql.raw(
  "translate(rtrim(encode(uuid_send(c.org_id), 'base64'), '='), '+/', '-_') || c.token",
)

/** Throws a 404 problem for what is no such name; it is the answer of one that is not known, too. */
export function readName(name: string): { orgId: string; token: string } {
  if (!/^[A-Za-z0-9_-]{44}$/.test(name)) throw unknownCertificate()
  const hex = Buffer.from(name.slice(0, 22), 'base64url').toString('hex')
  return { orgId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), token: name.slice(22) }
}

/** One answer for a wrong address, one that was switched off and one that never was. */
export const unknownCertificate = () => notFound('This certificate')
/** After the # nothing is sent to a server, so that no log on the way keeps it. */
export const pageOf = (site: string, name: string) => `${site}/certificate#${name}`
export const badgeOf = (site: string, name: string) => `${site}/api/certificates/${name}`
