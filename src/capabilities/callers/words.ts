/** The words of verifications: acts, methods, states, and why one failed. */
export const acts = ['password', 'factor', 'contact', 'access', 'role', 'merge'] as const
export type Act = (typeof acts)[number]

/** How a caller may be verified. What somebody knows proves nothing, and is not on the list. */
export const methods = ['call_back', 'manager', 'badge', 'session'] as const
export type Method = (typeof methods)[number]
/** With what is done on the server itself, by whoever administers it. */
export const allMethods = [...methods, 'server'] as const

/** `expired` is what started or passed and was not used in time. */
export const states = ['started', 'passed', 'failed', 'abandoned', 'expired'] as const
export type State = (typeof states)[number]

export const failures = [
  'wrong_badge',
  'not_reached',
  'manager_declined',
  'person_declined',
  'wrong_number',
  'unsure',
  'refused',
] as const
export type Failure = (typeof failures)[number]
/** What the agent may say; the others follow from what others did. */
export const saidFailures = ['not_reached', 'unsure', 'refused'] as const

/** What the second person did. */
export const secondWays = ['joined', 'called', 'saw'] as const
