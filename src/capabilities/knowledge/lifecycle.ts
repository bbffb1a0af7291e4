import { lifecycle } from '../../core/lifecycle.ts'

/**
 * The states of an article. A validated article stays validated while somebody edits it: its readers keep the
 * validated version until the next one is validated.
 */
export const articleLife = lifecycle({
  kind: 'article',
  initial: 'work_in_progress',
  states: { work_in_progress: 'active', not_validated: 'active', validated: 'done', archived: 'done' },
  moves: {
    submit: { from: ['work_in_progress'], to: 'not_validated' },
    validate: { from: ['not_validated', 'validated'], to: 'validated' },
    publish: { from: ['work_in_progress', 'not_validated', 'validated'], to: 'validated' },
    send_back: { from: ['not_validated'], to: 'work_in_progress' },
    unpublish: { from: ['not_validated', 'validated'], to: 'work_in_progress' },
    archive: { from: ['work_in_progress', 'not_validated', 'validated'], to: 'archived' },
    revive: { from: ['archived'], to: 'work_in_progress' },
  },
})

export const states = ['work_in_progress', 'not_validated', 'validated', 'archived'] as const

export const audiences = ['internal', 'staff', 'public'] as const
export type ArticleAudience = (typeof audiences)[number]

export const articleKinds = ['how_to', 'problem', 'known_error', 'downtime'] as const
export type ArticleKind = (typeof articleKinds)[number]

export const body_length_max = 200_000
