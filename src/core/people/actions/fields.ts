/** The fields of a person that may be given, and what must hold between them. */
import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, type Problem } from '../../../platform/http/problem.ts'
import { Line, Nullable, NullableId, OneOf } from '../../../platform/http/schema.ts'
import { normalizeEmail } from '../email.ts'

export const languages = ['en', 'es'] as const
export const personKinds = ['staff', 'patient_learner', 'contact', 'service'] as const

export const Phone = Nullable(
  Type.String({
    minLength: 1,
    maxLength: 60,
    pattern: '^[^\\u0000-\\u001F\\u007F]*\\d[^\\u0000-\\u001F\\u007F]*$',
  }),
)
export const Language = Nullable(OneOf(languages))

export const personFields = {
  email: Type.Optional(Nullable(Line(320))),
  phone: Type.Optional(Phone),
  title: Type.Optional(Nullable(Line(200))),
  department_id: Type.Optional(NullableId),
  site_id: Type.Optional(NullableId),
  place_id: Type.Optional(NullableId),
  manager_id: Type.Optional(NullableId),
  custodian_id: Type.Optional(NullableId),
  language: Type.Optional(Language),
  external_key: Type.Optional(Nullable(Line(200))),
  extension: Type.Optional(Nullable(Line(20))),
  badge: Type.Optional(Nullable(Line(60))),
}

/** The address as it is stored. Throws a 422 for what is none. */
export function emailOf(email: string | null | undefined, pointer = '#/email'): string | null {
  if (email === null || email === undefined) return null
  const normal = normalizeEmail(email)
  if (normal === undefined) throw invalid(pointer, 'This is not an e-mail address.')
  return normal
}

/** What the database's unique constraints mean. */
export const doubles: Record<string, () => Problem> = {
  person_email: () =>
    invalid('#/email', 'Another person has this e-mail address. Every person has a login of their own.'),
  person_external_key: () => invalid('#/external_key', 'Another person has this key.'),
}

/** Refuses a manager or custodian who is the person, is not active, or would stand above and below at once. */
export async function requireSuperiors(
  tx: Tx,
  personId: string,
  input: { manager_id?: string | null; custodian_id?: string | null },
): Promise<void> {
  for (const field of ['manager_id', 'custodian_id'] as const) {
    const id = input[field]
    if (id === null || id === undefined) continue
    if (id === personId) throw invalid(`#/${field}`, 'A person cannot be this to themselves.')
    const found = await tx.maybe(
      raw('select 1 as one from core.person where org_id = $1 and id = $2 and is_active and kind <> $3', [
        tx.orgId,
        id,
        'service',
      ]),
    )
    if (!found) throw invalid(`#/${field}`, 'This person does not exist or is not active.')
  }
  if (input.manager_id === null || input.manager_id === undefined) return
  const circle = await tx.maybe(
    raw(
      `with recursive above as (
         select id, manager_id, 1 as depth from core.person where org_id = $1 and id = $2
         union all select p.id, p.manager_id, a.depth + 1 from core.person p join above a on p.id = a.manager_id where p.org_id = $1 and a.depth < 50)
       select 1 as one from above where id = $3 or manager_id = $3 limit 1`,
      [tx.orgId, input.manager_id, personId],
    ),
  )
  if (circle) throw invalid('#/manager_id', 'This person is managed by the one you are changing.')
}
