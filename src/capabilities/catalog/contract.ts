/** What an item of the catalog consists of. A draft may still lack words; a version lacks nothing. */
import { type Static, type TProperties, Type } from 'typebox'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { ApprovalPlan } from '../approvals/index.ts'
import { Fulfilment } from '../tickets/index.ts'
import { type Comparison, comparisonNames, fieldTypes } from './form.ts'

export const fields_max = 60
export const items_max = 300
const options_max = 60
const conditions_max = 10
const synonyms_max = 30

export const icons = [
  'laptop',
  'monitor',
  'phone',
  'printer',
  'headset',
  'app',
  'key',
  'badge',
  'person-add',
  'person-leave',
  'folder',
  'mail',
  'network',
  'training',
  'report',
  'medical',
  'box',
] as const

/** Text that may still be empty, since a draft is saved as it is. */
function Words(length_max: number) {
  return Type.String({ maxLength: length_max, pattern: '^[^\\u0000\\p{Cs}]*$' })
}

/** The same in two languages; without the second one everybody reads the first. */
function Said(length_max: number) {
  return Body({ en: Words(length_max), es: Type.Optional(Words(length_max)) })
}
export const GroupName = Said(80)

/** One that was uploaded, in place of the icon; the alternative text is for those who do not see it. */
export const Picture = Body({ id: Id, alt: Said(200) })

export const Key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })

const Condition = Body({
  field: Key,
  is: OneOf(comparisonNames satisfies readonly Comparison[]),
  values: Type.Array(Words(200), { maxItems: options_max }),
})

const Field = Body({
  key: Key,
  type: OneOf(fieldTypes),
  label: Said(200),
  help: Type.Optional(Said(2000)),
  is_required: Type.Optional(Type.Boolean()),
  min: Type.Optional(Type.Number({ minimum: -1e9, maximum: 1e9 })),
  max: Type.Optional(Type.Number({ minimum: -1e9, maximum: 1e9 })),
  unit: Type.Optional(Words(20)),
  date: Type.Optional(OneOf(['from_today', 'after_today', 'until_today'])),
  options: Type.Optional(Type.Array(Body({ key: Key, label: Said(200) }), { maxItems: options_max })),
  show: Type.Optional(
    Body({
      match: OneOf(['all', 'any']),
      conditions: Type.Array(Condition, { minItems: 1, maxItems: conditions_max }),
    }),
  ),
})

const Level = Type.Integer({ minimum: 1, maximum: 4 })

const content = {
  name: Said(120),
  summary: Said(500),
  synonyms: Type.Array(Words(60), { maxItems: synonyms_max }),
  icon: OneOf(icons),
  picture: Type.Optional(Picture),
  audience: Body({
    who: OneOf(['everybody', 'some']),
    department_ids: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
    role_ids: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  }),
  expected: Body({
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, description: 'Hours of working time.' })),
    words: Type.Optional(Said(300)),
  }),
  title: Words(200),
  preset: Body({
    category_id: Type.Optional(Id),
    team_id: Type.Optional(Id),
    impact: Type.Optional(Level),
    urgency: Type.Optional(Level),
  }),
  fields: Type.Array(Field, { maxItems: fields_max }),
  approvals: Type.Optional(ApprovalPlan),
  fulfilment: Type.Optional(Fulfilment),
} satisfies TProperties

export const Content = Body(content)
export type Content = Static<typeof Content>

/**
 * Answers as they are sent. Their shapes follow from the form, so `form.ts` looks at them: a schema of several types
 * would turn numbers into words.
 */
export const AnswersBody = Type.Record(Type.String(), Type.Unknown(), {
  maxProperties: fields_max,
  description: 'By the key of the question: text, a number, yes or no, or a list; null is no answer.',
})
