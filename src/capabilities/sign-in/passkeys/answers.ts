/** What a browser answers for a passkey, bounded. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { Type } from 'typebox'

const Part = (length_max: number) =>
  Type.String({ minLength: 1, maxLength: length_max, pattern: '^[A-Za-z0-9_-]+$' })
const identity = {
  id: Part(1400),
  rawId: Part(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  clientExtensionResults: Type.Optional(Type.Object({})),
}

export const CeremonyText = Type.String({ minLength: 1, maxLength: 4000 })
/** As the browser's own function takes it; it is handed on as it stands. */
export const BrowserOptions = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})
export const Begun = Type.Object({ ceremony: Type.String(), options: BrowserOptions })

export const Made = Type.Object({
  ...identity,
  response: Type.Object({
    clientDataJSON: Part(8000),
    attestationObject: Part(60_000),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  }),
})
export const Used = Type.Object({
  ...identity,
  response: Type.Object({
    clientDataJSON: Part(8000),
    authenticatorData: Part(8000),
    signature: Part(8000),
    userHandle: Type.Optional(Type.String({ maxLength: 200 })),
  }),
})

export type MadeAnswer = RegistrationResponseJSON
export type UsedAnswer = AuthenticationResponseJSON
