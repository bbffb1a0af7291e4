/** The browser's side of passkeys: what the server begins is answered by the device and sent back. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { api, ask } from '../../../web/api/client.ts'

/** Where a passkey is used, by the address of its two calls. */
export type Use = '/api/session/passkey' | '/api/session/factor/passkey' | '/api/session/confirm/passkey'

/** `closed`: the person closed the question. */
export class PasskeyFailed extends Error {
  readonly why: 'closed' | 'failed' | 'exists'
  constructor(why: PasskeyFailed['why']) {
    super(why)
    this.why = why
  }
}

/** True where a passkey may work: a browser that knows them, at a name and not at a number. */
export function canUsePasskeys(): boolean {
  const { hostname } = window.location
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  return window.isSecureContext && !isNumber && browserSupportsWebAuthn()
}

export const canOfferPasskeys = (): Promise<boolean> =>
  canUsePasskeys() ? browserSupportsWebAuthnAutofill() : Promise.resolve(false)

export function stopPasskey(): void {
  WebAuthnAbortService.cancelCeremony()
}

/** Proves by a passkey. `isOffered` waits until one is chosen among the suggestions of the e-mail field. */
export async function provePasskey(use: Use, organization?: string, isOffered = false): Promise<void> {
  const begun = await ask(
    use === '/api/session/passkey'
      ? api.POST(`${use}/begin`, { body: organization ? { organization } : {} })
      : api.POST(`${use}/begin`, { body: {} }),
  )
  const answer = await byDevice(() =>
    startAuthentication({
      optionsJSON: begun.options as unknown as PublicKeyCredentialRequestOptionsJSON,
      useBrowserAutofill: isOffered,
      verifyBrowserAutofillInput: false,
    }),
  )
  await ask(api.POST(use, { body: { ceremony: begun.ceremony, answer: answer as never } }))
}

/** Makes a passkey and keeps it on the server; answers the recovery codes that came with the first one. */
export async function makePasskey(name: string, password: string): Promise<string[] | null> {
  const begun = await ask(api.POST('/api/passkeys/begin', { body: password ? { password } : {} }))
  const answer = await byDevice(() =>
    startRegistration({ optionsJSON: begun.options as unknown as PublicKeyCredentialCreationOptionsJSON }),
  )
  const body = { ceremony: begun.ceremony, name, answer: answer as never }
  return (await ask(api.POST('/api/passkeys', { body }))).recovery_codes
}

async function byDevice<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
      throw new PasskeyFailed('exists')
    // Browsers tell a refusal, a time-out and a closed question apart by nothing.
    throw new PasskeyFailed(name === 'NotAllowedError' || name === 'AbortError' ? 'closed' : 'failed')
  }
}
