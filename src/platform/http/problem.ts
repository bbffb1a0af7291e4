/** Expected failures, as RFC 9457 problem documents: a status, a code, a sentence for the user. */
import { type Static, Type } from 'typebox'

export const ProblemDocument = Type.Object(
  {
    type: Type.String({ description: 'The code of the problem, e.g. not-found.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(
      Type.String({ description: 'What happened and what to do, in the words of the user.' }),
    ),
    instance: Type.Optional(Type.String({ description: 'The reference to give to support.' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'JSON pointer to the field, e.g. #/title.' }),
          detail: Type.String(),
        }),
      ),
    ),
    current: Type.Optional(Type.Unknown({ description: 'On a conflict, what is stored now.' })),
  },
  { $id: 'Problem' },
)
export type ProblemDocument = Static<typeof ProblemDocument>

export type FieldError = { pointer: string; detail: string }

/** A failure that the user caused or can mend. Anything else that is thrown is a defect and answers 500. */
export class Problem extends Error {
  readonly status: number
  readonly type: string
  readonly title: string
  readonly errors: FieldError[] | undefined
  readonly current: unknown
  readonly headers: Record<string, string>

  constructor(
    status: number,
    type: string,
    title: string,
    detail: string,
    extra: { errors?: FieldError[]; current?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.type = type
    this.title = title
    this.errors = extra.errors
    this.current = extra.current
    this.headers = extra.headers ?? {}
  }
}

export function notFound(what = 'This page or record'): Problem {
  return new Problem(404, 'not-found', 'Not found', `${what} does not exist, or you may not see it.`)
}

export function signInNeeded(): Problem {
  return new Problem(
    401,
    'sign-in-needed',
    'Sign in',
    'You are not signed in, or your session has ended. Sign in and try again.',
  )
}

export function forbidden(
  detail = 'You may not do this. Ask the administrator if you think you should.',
): Problem {
  return new Problem(403, 'forbidden', 'Not allowed', detail)
}

export function stepUpNeeded(): Problem {
  return new Problem(
    403,
    'step-up-needed',
    'Confirm that it is you',
    'This needs a fresh confirmation that it is you. Enter your code or password and try again.',
  )
}

/** `current` says who has to be verified for what. */
export function verificationNeeded(detail: string, current: unknown): Problem {
  return new Problem(403, 'verification-needed', 'Verify who is calling', detail, { current })
}

export function conflict(detail: string, current?: unknown): Problem {
  return new Problem(409, 'conflict', 'Changed in the meantime', detail, { current })
}

/** One wrong field: the pointer (`#/title`) and what it should be. */
export function invalid(pointer: string, detail: string): Problem {
  return new Problem(422, 'invalid', 'Please check what you entered', detail, {
    errors: [{ pointer, detail }],
  })
}

export function invalidFields(errors: FieldError[]): Problem {
  const detail = errors.length === 1 ? (errors[0]?.detail ?? '') : 'Some fields need your attention.'
  return new Problem(422, 'invalid', 'Please check what you entered', detail, { errors })
}

export function tooMany(
  retry_seconds: number,
  detail = 'That was too often. Wait a little and try again.',
): Problem {
  return new Problem(429, 'too-many', 'Too many tries', detail, {
    headers: { 'retry-after': String(retry_seconds) },
  })
}

export function unavailable(): Problem {
  return new Problem(
    503,
    'unavailable',
    'Not available right now',
    'The database cannot be reached right now. Nothing was lost; try again in a minute.',
    { headers: { 'retry-after': '5' } },
  )
}

/** The document that is sent for a problem. */
export function toDocument(problem: Problem, instance: string): ProblemDocument {
  return {
    type: problem.type,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  }
}
