/** What a version of a course holds, as it is written and as it is read. */
import { type Static, Type } from 'typebox'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { activityKinds, courseKinds } from './lifecycle.ts'

const objectives_max = 30
const activities_max = 100
const materials_max = 50

const Objective = Body({
  statement: { ...Line(500), description: 'What a learner can do afterwards.' },
  competency_id: Type.Optional({ ...Id, description: 'The competency that it shows.' }),
  level: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
})
const Activity = Body({
  activity_kind: OneOf(activityKinds),
  title: Line(200),
  minutes: Type.Integer({ minimum: 1, maximum: 480 }),
  objective: Type.Optional(
    Type.Integer({ minimum: 1, maximum: objectives_max, description: 'Which objective, counted from 1.' }),
  ),
  material: Type.Optional(Text(500, { description: 'What is at hand for it: handout, file, device.' })),
  verification: Type.Optional(Text(500, { description: 'How the trainer sees that it was learned.' })),
})

const Material = Body({
  file_id: { ...Id, description: 'Of a file that was uploaded, or that the course has already.' },
  is_for_learners: Type.Boolean({ description: 'Whoever has a seat in a class of it may take it along.' }),
})

export const Content = Body({
  title: Line(200),
  course_kind: OneOf(courseKinds),
  applications: Type.Array(Line(200), { maxItems: 20 }),
  audience: Text(300, { description: 'For whom it is.' }),
  summary: Text(4000),
  needs_approval: Type.Boolean({ description: 'Whoever books needs the yes of their manager.' }),
  objectives: Type.Array(Objective, { maxItems: objectives_max }),
  activities: Type.Array(Activity, { maxItems: activities_max, description: 'The lesson plan, in order.' }),
  materials: Type.Optional(
    Type.Array(Material, {
      maxItems: materials_max,
      description: 'Its files, in order; left out, those of the version before.',
    }),
  ),
})
export type Content = Static<typeof Content>

/** How long the whole lesson plan takes. */
export const minutesOf = (activities: readonly { minutes: number }[]): number =>
  activities.reduce((sum, { minutes }) => sum + minutes, 0)
