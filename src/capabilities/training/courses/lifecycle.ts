import { lifecycle } from '../../../core/lifecycle.ts'

/** The states of a course. A published course stays published while its next version is written. */
export const courseLife = lifecycle({
  kind: 'course',
  initial: 'draft',
  states: { draft: 'active', published: 'done', retired: 'done' },
  moves: {
    publish: { from: ['draft', 'published', 'retired'], to: 'published' },
    retire: { from: ['published'], to: 'retired' },
  },
})

export const courseKinds = [
  'new_software',
  'update',
  'reinforcement',
  'remedial',
  'onboarding',
  'patients',
] as const
export type CourseKind = (typeof courseKinds)[number]

export const activityKinds = [
  'presentation',
  'demonstration',
  'practice',
  'discussion',
  'simulation',
  'self_study',
  'check',
  'break',
] as const
