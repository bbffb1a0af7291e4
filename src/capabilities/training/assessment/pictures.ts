/** Pictures on which questions ask for a place. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages, readsOwn } from '../policy.ts'

const bytes_max = 700_000
const base64_max = Math.ceil(bytes_max / 3) * 4
const mediaTypes = ['image/png', 'image/jpeg'] as const
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = Buffer.from([0xff, 0xd8, 0xff])

export const addPicture = plainAction({
  name: 'training.add_picture',
  summary: 'Add a picture, PNG or JPEG, for questions that ask for a place on it; never one of a patient.',
  path: '/api/training/pictures',
  input: Body({ content: Type.String({ minLength: 1, maxLength: base64_max, description: 'In base64.' }) }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, actor, input, now }) => {
    const content = Buffer.from(input.content, 'base64')
    const type = typeOf(content)
    if (!type) throw invalid('#/content', 'This is no picture. Choose a PNG or JPEG file.')
    if (content.length > bytes_max)
      throw invalid('#/content', 'The picture is larger than 700 kB. Make it smaller first.')
    const id = newId()
    tx.send(
      raw(
        'insert into training.picture (org_id, id, media_type, content, added_by, added_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, type, content, actor.personId, now],
      ),
    )
    return { result: { id }, audit: { picture: id, size_bytes: content.length } }
  },
})

/** By its first bytes, whatever it is called. */
function typeOf(content: Buffer): (typeof mediaTypes)[number] | undefined {
  if (content.subarray(0, png.length).equals(png)) return 'image/png'
  if (content.subarray(0, jpeg.length).equals(jpeg)) return 'image/jpeg'
  return undefined
}

export const picture = reader({
  name: 'training.picture',
  summary:
    'A picture of a question: for who writes questions, and for who has it in an attempt of their own.',
  path: '/api/training/pictures/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    media_type: OneOf(mediaTypes),
    content: Type.String({ description: 'In base64.' }),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params }) => {
    const found = await tx.maybe(
      raw<{ media_type: (typeof mediaTypes)[number]; content: string }>(
        `select p.media_type, replace(encode(p.content, 'base64'), E'\\n', '') as content from training.picture p
         where p.org_id = $1 and p.id = $2 and ($4 or exists (
           select from training.question_version v
             join training.quiz_answer a on a.org_id = $1 and a.question_id = v.question_id and a.question_version = v.version
             join training.quiz_attempt t on t.org_id = $1 and t.id = a.attempt_id and t.person_id = $3
           where v.org_id = $1 and v.picture_id = p.id))`,
        [tx.orgId, params.id, actor.personId, manages(actor)],
      ),
    )
    if (!found) throw notFound('This picture')
    return found
  },
})
