/** Typed access to the interface of Wardline, for programs with a key. See README.md. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './openapi.generated.ts'
import { type ProblemDocument, WardlineProblem } from './problem.ts'
import { type Sending, sendSafely } from './send.ts'

export type { paths } from './openapi.generated.ts'
export { isStartAgain, type ProblemDocument, WardlineProblem } from './problem.ts'

export type Options = {
  /** Where Wardline is, e.g. `https://help.hospital.example`. */
  url: string
  /** A key that somebody made in their account; keep it where secrets are kept. */
  key: string
  fetch?: (request: Request) => Promise<Response>
  wait?: (ms: number) => Promise<void>
  /** How often a request is sent at most: 5 unless said otherwise. */
  tries_max?: number
  /** A pause that the server asks for is kept up to this long, else its refusal is thrown: 2 minutes unless said otherwise. */
  wait_ms_max?: number
}

type Json<R> = R extends { 200: { content: { 'application/json': infer A } } } ? A : never
type AnswerOf<P extends keyof paths> = paths[P] extends { get: { responses: infer R } } ? Json<R> : never
type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Q
  : never
/** The lists that are read page by page. */
export type PagedPath = {
  [P in keyof paths]: AnswerOf<P> extends never
    ? never
    : null extends (AnswerOf<P> extends { rows: unknown[]; next: infer N } ? N : never)
      ? P extends `${string}{${string}`
        ? never
        : P
      : never
}[keyof paths]
export type RowOf<P extends keyof paths> = AnswerOf<P> extends { rows: (infer R)[] } ? R : never
export type Changes = AnswerOf<'/api/changes'>
export type Change = Changes['rows'][number]

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>

export type Wardline = {
  /** Every operation that is open to keys, typed: `api.GET('/api/tickets', { params: { query: { state: ['new'] } } })`. */
  readonly api: Client<paths>
  /** The data of an answer; throws a WardlineProblem when it is none. */
  ask<T>(answer: Answer<T>): Promise<T>
  /** Each row of a list, over all of its pages. */
  rows<P extends PagedPath>(
    path: P,
    query?: Omit<QueryOf<P>, 'after'>,
  ): AsyncGenerator<RowOf<P>, void, undefined>
  /**
   * What changed since the cursor, page by page, until there is no more; with `every_ms` it goes on asking. Keep `next`
   * when a page is done. Throws a WardlineProblem `start-again` for a cursor that says nothing any more.
   */
  changes(options: {
    after: string
    kinds?: string[]
    every_ms?: number
    signal?: AbortSignal
  }): AsyncGenerator<Changes, void, undefined>
  /** The cursor of the present, to be taken before everything is read. */
  cursor(): Promise<string>
}

/** A key by which a call that is sent twice is done once: make one, keep it until the call is answered. */
export function idempotencyKey(): string {
  return crypto.randomUUID()
}

/** Opens nothing: the first request says whether the address and the key are right. */
export function connect(options: Options): Wardline {
  const { url, key, wait = pause, tries_max = 5, wait_ms_max = 120_000 } = options
  const sending: Sending = {
    fetch: options.fetch ?? ((request) => fetch(request)),
    wait,
    tries_max,
    wait_ms_max,
  }
  const api = createClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${key}` },
    // A key that followed a redirect would be somebody else's.
    redirect: 'error',
    fetch: (request) => sendSafely(request, sending),
    querySerializer: { array: { style: 'form', explode: true } },
  })
  return {
    api,
    ask,
    rows: (path, query) => rowsOf(api, path, query ?? {}) as never,
    changes: (asked) => changesOf(api, wait, asked),
    cursor: async () => (await ask(api.GET('/api/changes'))).next,
  }
}

async function ask<T>(answer: Answer<T>): Promise<T> {
  const { data, error, response } = await answer
  if (response.ok) return data as T
  throw new WardlineProblem(response.status, problemIn(error))
}

// What stands before the server, a proxy for example, answers pages of its own.
function problemIn(error: unknown): Partial<ProblemDocument> {
  return typeof error === 'object' && error !== null ? (error as ProblemDocument) : {}
}

async function* rowsOf(api: Client<paths>, path: PagedPath, query: object) {
  for (let after: string | undefined; ; ) {
    const answer = api.GET(path, { params: { query: { ...query, ...(after ? { after } : {}) } } } as never)
    const page = (await ask(answer as Answer<unknown>)) as { rows: unknown[]; next: string | null }
    yield* page.rows
    if (page.next === null) return
    after = page.next
  }
}

async function* changesOf(
  api: Client<paths>,
  wait: (ms: number) => Promise<void>,
  { after, kinds, every_ms, signal }: Parameters<Wardline['changes']>[0],
) {
  for (let next = after; !signal?.aborted; ) {
    const query = { after: next, ...(kinds ? { kinds } : {}) }
    const page = await ask(api.GET('/api/changes', { params: { query }, ...(signal ? { signal } : {}) }))
    yield page
    next = page.next
    if (page.has_more) continue
    if (every_ms === undefined) return
    await wait(every_ms)
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
