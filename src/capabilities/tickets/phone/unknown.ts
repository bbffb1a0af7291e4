import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { Phone } from '../../../core/people/actions/fields.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { answersCalls } from './may.ts'

type Caller = { id: string; name: string }

const words = { en: 'Unknown caller', es: 'Persona desconocida' } as const

/**
 * Somebody who is not in the directory. With a name, a contact of that name; without one, the unknown caller of the
 * place, who is the same until they are found out. Neither can sign in, and both can be merged into a real person.
 */
export const addCaller = plainAction({
  name: 'phone.add_caller',
  summary: 'Note a caller who is not in the directory, by name or as the unknown caller of a place.',
  input: Body({
    name: Type.Optional(Line(200)),
    phone: Type.Optional(Phone),
    place_id: Type.Optional(Id),
  }),
  output: Type.Object({ id: Id, name: Type.String() }),
  permits: answersCalls,
  run: async ({ tx, input, now }) => {
    const [[organization], [place]] = await tx.many(
      raw<{ language: 'en' | 'es' }>('select language from core.organization where id = $1', [tx.orgId]),
      raw<{ name: string }>(
        'select name from core.place where org_id = $1 and id = $2 and archived_at is null',
        [tx.orgId, input.place_id ?? null],
      ),
    )
    if (input.place_id !== undefined && !place)
      throw invalid('#/place_id', 'This place does not exist any more. Choose another one.')
    const unknown = [words[organization?.language ?? 'en'], place?.name].filter(Boolean).join(' · ')
    const name = input.name?.trim() ?? unknown.slice(0, 200)
    const key = input.name === undefined ? `unknown caller ${input.place_id ?? ''}`.trim() : null
    if (key !== null) giveUpFoundOut(tx, key)
    const made = await tx.maybe(
      raw<Caller>(
        `insert into core.person (org_id, id, kind, name, phone, place_id, external_key, created_at, updated_at)
         values ($1,$2,'contact',$3,$4,$5,$6,$7,$7)
         on conflict (org_id, external_key) where external_key is not null do nothing returning id, name`,
        [tx.orgId, newId(), name, input.phone ?? null, input.place_id ?? null, key, now],
      ),
    )
    const known =
      made ??
      (await tx.one(
        raw<Caller>('select id, name from core.person where org_id = $1 and external_key = $2', [
          tx.orgId,
          key,
        ]),
      ))
    return {
      result: { id: known.id, name: known.name },
      audit: { person: known.id, isNew: made !== undefined },
    }
  },
})

/**
 * Who was found out is somebody: the next unknown caller of the place is somebody else, and what they tell must not
 * become that person's. The placeholder stays as it is, without the key that the next one gets.
 */
function giveUpFoundOut(tx: Tx, key: string): void {
  tx.send(
    raw(
      `update core.person set external_key = null
       where org_id = $1 and external_key = $2 and (merged_into_id is not null or not is_active)`,
      [tx.orgId, key],
    ),
  )
}
