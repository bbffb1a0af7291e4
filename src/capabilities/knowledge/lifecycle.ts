import { lifecycle } from '../../core/lifecycle.ts'

/**
 * The states of an article. A published article stays published while somebody edits it: readers keep the
 * published version until the next one is published.
 */
export const articleLife = lifecycle({
  kind: 'article',
  initial: 'draft',
  states: { draft: 'active', published: 'done', archived: 'done' },
  moves: {
    publish: { from: ['draft', 'published'], to: 'published' },
    unpublish: { from: ['published'], to: 'draft' },
    archive: { from: ['draft', 'published'], to: 'archived' },
    revive: { from: ['archived'], to: 'draft' },
  },
})

export const audiences = ['internal', 'staff', 'public'] as const
export type ArticleAudience = (typeof audiences)[number]

export const body_length_max = 200_000
