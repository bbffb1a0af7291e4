/** The typed client of our own API, generated from api/openapi.json. */
import createClient, { type Middleware } from 'openapi-fetch'
import { said } from '../i18n/said.ts'
import type { components, paths } from './openapi.generated.ts'
import { tellWarnings } from './warnings.ts'

export type Problem = components['schemas']['Problem']

/** What the API answered when it could not do it: title and detail are sentences in the reader's language. */
export class ProblemError extends Error {
  readonly status: number
  readonly type: string
  readonly title: string
  readonly detail: string | undefined
  /** To give to support. */
  readonly reference: string | undefined
  readonly fields: ReadonlyMap<string, string>
  readonly current: unknown

  constructor(problem: Partial<Problem> & { status: number }) {
    super(said(problem.detail ?? problem.title ?? ''))
    this.status = problem.status
    this.type = problem.type ?? 'unknown'
    this.title = said(problem.title ?? '')
    this.detail = problem.detail === undefined ? undefined : said(problem.detail)
    this.reference = problem.instance
    this.fields = new Map(
      (problem.errors ?? []).map((error) => [error.pointer.replace(/^#\//, ''), said(error.detail)]),
    )
    this.current = problem.current
  }
}

let onSignedOut: () => void = () => {}

/** Called whenever the API says that nobody is signed in any more. */
export function whenSignedOut(run: () => void): void {
  onSignedOut = run
}

const watchSignIn: Middleware = {
  onResponse({ response, request }) {
    const isSigningIn = request.method === 'POST' && new URL(request.url).pathname.startsWith('/api/session')
    if (response.status === 401 && !isSigningIn) onSignedOut()
  },
}

export const api = createClient<paths>({
  baseUrl: '',
  querySerializer: { array: { style: 'form', explode: true } },
})
api.use(watchSignIn)

/** Requests that the page makes by itself, which must not keep a session alive. */
export const background = { headers: { 'x-wardline-background': '1' } }

/** The data of an answer, whose warnings are said; throws a ProblemError when it is a refusal or the network failed. */
export async function ask<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (response.ok) {
    tellWarnings(data)
    return data as T
  }
  throw new ProblemError({ ...(error as Partial<Problem>), status: response.status })
}

/** A key by which sending the same form twice creates one thing. */
export function idempotencyKey(): string {
  return crypto.randomUUID()
}
