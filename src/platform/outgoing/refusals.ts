/** A request that the rules for outgoing requests forbid. It is never tried again as it stands. */
export class OutgoingRefused extends Error {
  readonly status = 422
  constructor(sentence: string) {
    super(sentence)
    this.name = 'OutgoingRefused'
  }
}

/** A permitted request that did not succeed on the way; the same request may succeed later. */
export class OutgoingFailed extends Error {
  readonly status = 502
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'OutgoingFailed'
  }
}
