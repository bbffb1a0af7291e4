/** What the interface answers when it does not do something, as RFC 9457 says. */
export type ProblemDocument = {
  /** The code, e.g. `not-found`, `invalid`, `too-many`, `start-again`. */
  type: string
  title: string
  status: number
  /** A sentence for the user. */
  detail?: string
  /** The reference to give to support. */
  instance?: string
  /** The fields that are wrong, each by its JSON pointer, e.g. `#/title`. */
  errors?: { pointer: string; detail: string }[]
  /** On a conflict, what is stored now. */
  current?: unknown
}

/** Thrown for every answer that is no success. */
export class WardlineProblem extends Error {
  readonly status: number
  readonly type: string
  readonly title: string
  readonly reference: string | undefined
  readonly errors: readonly { pointer: string; detail: string }[]
  readonly current: unknown

  constructor(status: number, document: Partial<ProblemDocument> = {}) {
    super(document.detail ?? document.title ?? `The server answered ${status}.`)
    this.name = 'WardlineProblem'
    this.status = status
    this.type = document.type ?? 'unknown'
    this.title = document.title ?? ''
    this.reference = document.instance
    this.errors = document.errors ?? []
    this.current = document.current
  }
}

/** True when a cursor says nothing any more: read everything anew, and go on with a new cursor. */
export function isStartAgain(error: unknown): boolean {
  return error instanceof WardlineProblem && error.type === 'start-again'
}
