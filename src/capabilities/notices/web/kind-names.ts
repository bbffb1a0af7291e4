import type { KindName } from './data.ts'

/** In the order in which people meet them. */
export const kindNames = [
  'requests',
  'mentions',
  'talk',
  'work',
  'follow_ups',
  'promises',
  'following',
  'incidents',
  'on_call',
  'swaps',
  'approvals',
  'articles',
  'ratings',
  'classes',
  'learning',
  'surveys',
  'safety',
  'access',
  'verification',
  'account',
  'automation',
] as const satisfies readonly KindName[]

/** What somebody without work at the desk can be told of. */
export const portalKinds: readonly KindName[] = [
  'requests',
  'following',
  'incidents',
  'approvals',
  'learning',
  'classes',
  'surveys',
  'account',
]
