/** The answer of a provider: whether it is for us, of now, of this provider and signed by it, and what it says. */
import type { App } from '../../../core/app.ts'
import type { Claims } from '../providers/store.ts'
import { decrypted, keysOf, libraryFor, type Party } from './library.ts'
import { childOf, childrenOf, type Element, everyOf, parseXml, spaces, timeOf, XmlRefused } from './xml.ts'

const clock_ms_off_max = 2 * 60_000
const age_ms_max = 10 * 60_000
const base64_length_max = 400_000

export type Answer = {
  claims: Claims
  /** The assertion's own name, which is taken once. */
  id: string
  /** The question that it answers; undefined when nobody asked. */
  inResponseTo: string | undefined
  authenticated_ms: number | undefined
  /** Whom to name when signing out there. */
  name: { nameID: string; nameIDFormat: string; nameQualifier?: string; spNameQualifier?: string }
}

// No SHA-1, no shared secrets, no transform that takes words out before they are signed.
const algorithms: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  Transform: [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ],
}
const ciphers = ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'http://www.w3.org/2009/xmlenc11#aes256-gcm']
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

/** Why an answer does not count, in one word for the audit log. */
export class AnswerRefused extends Error {
  readonly why: string
  constructor(why: string) {
    super(why)
    this.why = why
  }
}

/** Reads the answer that was handed in at `address`. Throws AnswerRefused. */
export async function readAnswer(
  app: App,
  orgId: string,
  party: Party,
  base64: string,
  address: string,
): Promise<Answer> {
  const message = Buffer.from(base64.length > base64_length_max ? '' : base64, 'base64').toString('utf8')
  const response = strictly(() => parseXml(message))
  const isResponseSigned = requireEnvelope(response, party, address)
  const signed = await signedAssertion(app, orgId, party, base64, address, isResponseSigned)
  await requireInside(app, orgId, party, message, response)
  // Only what was signed is read from here on: it is another text than the message.
  const assertion = strictly(() => parseXml(signed))
  const answer = judge(assertion, party, address, app.clock.now().getTime())
  const asked = response.attributes.get('InResponseTo')
  if (asked !== answer.inResponseTo) throw new AnswerRefused('other-question')
  return answer
}

/**
 * What was encrypted may have been signed in a weak way just as well, which shows only when it is decrypted. That comes
 * after the library has checked signatures, so that nobody learns from it of altered messages.
 */
async function requireInside(app: App, orgId: string, party: Party, message: string, response: Element) {
  if (childrenOf(response, 'assertion', 'EncryptedAssertion').length === 0) return
  // Beside another one it would not be sure that the library reads the same.
  if (everyOf(response, 'encryption', 'EncryptedData').length !== 1)
    throw new AnswerRefused('not-one-assertion')
  const text = await decrypted(app, orgId, party, message).catch(() => {
    throw new AnswerRefused('wrong-signature')
  })
  requireAlgorithms(strictly(() => parseXml(text)))
}

function strictly(parse: () => Element): Element {
  try {
    return parse()
  } catch (error) {
    throw new AnswerRefused(error instanceof XmlRefused ? error.code : 'xml-broken')
  }
}

/** What may stand around the assertion. Answers whether the whole answer has to be signed too. */
function requireEnvelope(response: Element, { provider }: Party, address: string): boolean {
  if (response.name !== 'Response' || response.space !== spaces.protocol)
    throw new AnswerRefused('no-response')
  const status = childOf(childOf(response, 'protocol', 'Status'), 'protocol', 'StatusCode')
  if (status?.attributes.get('Value') !== success) throw new AnswerRefused('refused-there')
  const issuer = childOf(response, 'assertion', 'Issuer')
  if (issuer && issuer.text.trim() !== provider.issuer) throw new AnswerRefused('other-issuer')
  const destination = response.attributes.get('Destination')
  if (destination !== undefined && destination !== address) throw new AnswerRefused('other-destination')
  const direct = [
    ...childrenOf(response, 'assertion', 'Assertion'),
    ...childrenOf(response, 'assertion', 'EncryptedAssertion'),
  ]
  const all = [
    ...everyOf(response, 'assertion', 'Assertion'),
    ...everyOf(response, 'assertion', 'EncryptedAssertion'),
  ]
  // One that is wrapped somewhere else is what an attacker moved there, so that its signature still fits.
  if (direct.length !== 1 || all.length !== 1) throw new AnswerRefused('not-one-assertion')
  requireAlgorithms(response)
  const isSigned = childrenOf(response, 'signature', 'Signature').length > 0
  return requireCipher(direct[0] as Element, isSigned)
}

/** Refuses what is signed, or was digested, in a way that is not listed. Throws AnswerRefused. */
export function requireAlgorithms(root: Element): void {
  for (const [name, allowed] of Object.entries(algorithms))
    for (const found of everyOf(root, 'signature', name)) {
      // How a key was wrapped says its digest with the same word, and is judged with the cipher.
      const isOfKey = name === 'DigestMethod' && found.attributes.size > 0 && isInCipher(root, found)
      if (!isOfKey && !allowed.includes(found.attributes.get('Algorithm') ?? ''))
        throw new AnswerRefused('weak-signature')
    }
}

function isInCipher(root: Element, element: Element): boolean {
  return everyOf(root, 'encryption', 'EncryptionMethod').some(({ children }) => children.includes(element))
}

/**
 * An older cipher tells whoever tries many altered messages what stands in them, unless the whole answer is signed
 * and looked at first. Answers whether it has to be signed.
 */
function requireCipher(holder: Element, isSigned: boolean): boolean {
  if (holder.name === 'Assertion') return isSigned
  const data = childOf(holder, 'encryption', 'EncryptedData')
  const cipher = childOf(data, 'encryption', 'EncryptionMethod')?.attributes.get('Algorithm') ?? ''
  const keys = everyOf(holder, 'encryption', 'EncryptedKey').flatMap((key) =>
    childrenOf(key, 'encryption', 'EncryptionMethod').map(({ attributes }) => attributes.get('Algorithm')),
  )
  if (!keys.every((each) => each?.includes('rsa-oaep'))) throw new AnswerRefused('weak-cipher')
  return isSigned || !ciphers.includes(cipher)
}

/** The assertion's own text as it was signed. */
async function signedAssertion(
  app: App,
  orgId: string,
  party: Party,
  base64: string,
  address: string,
  isResponseSigned: boolean,
): Promise<string> {
  // While we change our own key the provider may encrypt for either.
  for (const key of keysOf(app, orgId, party.provider))
    try {
      const library = libraryFor(app, orgId, party, address, { isResponseSigned, key })
      const { profile } = await library.validatePostResponseAsync({ SAMLResponse: base64 })
      const text = profile?.getAssertionXml?.()
      if (text !== undefined) return text
    } catch {
      // What is wrong with it is the attacker's to find out.
    }
  throw new AnswerRefused('wrong-signature')
}

/** Whether what was signed is of this provider, for us, at this address, of now; and what it says. */
function judge(assertion: Element, { provider, saml }: Party, address: string, now_ms: number): Answer {
  if (assertion.name !== 'Assertion' || assertion.space !== spaces.assertion)
    throw new AnswerRefused('not-one-assertion')
  if (childOf(assertion, 'assertion', 'Issuer')?.text.trim() !== provider.issuer)
    throw new AnswerRefused('other-issuer')
  requireMoment(assertion, provider.client_id, now_ms)
  const subject = childOf(assertion, 'assertion', 'Subject')
  const confirmed = confirmation(subject, address, now_ms)
  const name = childOf(subject, 'assertion', 'NameID')
  const nameID = name?.text.trim() ?? ''
  if (nameID === '' || nameID.length > 255) throw new AnswerRefused('no-subject')
  const nameIDFormat = name?.attributes.get('Format') ?? ''
  // It means somebody else the next time.
  if (nameIDFormat === transient) throw new AnswerRefused('passing-subject')
  const statement = childOf(assertion, 'assertion', 'AuthnStatement')
  if (!statement) throw new AnswerRefused('not-authenticated')
  const ends_ms = timeOf(statement.attributes.get('SessionNotOnOrAfter'))
  if (ends_ms <= now_ms - clock_ms_off_max) throw new AnswerRefused('too-old')
  const authenticated_ms = timeOf(statement.attributes.get('AuthnInstant'))
  const nameQualifier = name?.attributes.get('NameQualifier')
  const spNameQualifier = name?.attributes.get('SPNameQualifier')
  return {
    id: assertion.attributes.get('ID') ?? '',
    inResponseTo: confirmed.attributes.get('InResponseTo'),
    authenticated_ms: Number.isNaN(authenticated_ms) ? undefined : authenticated_ms,
    claims: claimsOf(nameID, statement, attributesOf(assertion), provider.groups_claim, saml),
    name: {
      nameID,
      nameIDFormat,
      ...(nameQualifier ? { nameQualifier } : {}),
      ...(spNameQualifier ? { spNameQualifier } : {}),
    },
  }
}

function requireMoment(assertion: Element, audience: string, now_ms: number): void {
  const issued_ms = timeOf(assertion.attributes.get('IssueInstant'))
  if (!(Math.abs(now_ms - issued_ms) <= age_ms_max + clock_ms_off_max)) throw new AnswerRefused('too-old')
  const [conditions, ...more] = childrenOf(assertion, 'assertion', 'Conditions')
  if (!conditions || more.length > 0) throw new AnswerRefused('no-conditions')
  const from_ms = timeOf(conditions.attributes.get('NotBefore') ?? '1970-01-01T00:00:00Z')
  const until_ms = timeOf(conditions.attributes.get('NotOnOrAfter'))
  if (!(from_ms <= now_ms + clock_ms_off_max)) throw new AnswerRefused('too-early')
  if (!(until_ms > now_ms - clock_ms_off_max)) throw new AnswerRefused('too-old')
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const isForUs = restrictions.every((restriction) =>
    childrenOf(restriction, 'assertion', 'Audience').some(({ text }) => text.trim() === audience),
  )
  if (restrictions.length === 0 || !isForUs) throw new AnswerRefused('other-audience')
}

/** The confirmation by which whoever brings the answer counts as its subject. */
function confirmation(subject: Element | undefined, address: string, now_ms: number): Element {
  const all = subject ? childrenOf(subject, 'assertion', 'SubjectConfirmation') : []
  for (const each of all) {
    if (each.attributes.get('Method') !== bearer) continue
    const data = childOf(each, 'assertion', 'SubjectConfirmationData')
    // It must not be good before it is handed in; what is said of that is for other kinds of confirmation.
    if (!data || data.attributes.has('NotBefore')) continue
    if (data.attributes.get('Recipient') !== address) continue
    if (timeOf(data.attributes.get('NotOnOrAfter')) > now_ms - clock_ms_off_max) return data
  }
  throw new AnswerRefused('not-confirmed')
}

type Values = ReadonlyMap<string, string[]>

function attributesOf(assertion: Element): Values {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, 'assertion', 'AttributeStatement'))
    for (const attribute of childrenOf(statement, 'assertion', 'Attribute')) {
      const name = attribute.attributes.get('Name') ?? ''
      const values = childrenOf(attribute, 'assertion', 'AttributeValue').map(({ text }) => text.trim())
      found.set(name, [...(found.get(name) ?? []), ...values].slice(0, 1000))
    }
  return found
}

// How a provider says that there was a second step; the words differ by maker.
const strong = [
  'https://refeds.org/profile/mfa',
  'http://schemas.microsoft.com/claims/multipleauthn',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI',
]

/** What the provider says, in the words of OpenID Connect, so that both mean persons in one way. */
function claimsOf(
  sub: string,
  statement: Element,
  attributes: Values,
  groups: string,
  saml: Party['saml'],
): Claims {
  const context = childOf(statement, 'assertion', 'AuthnContext')
  const way = childOf(context, 'assertion', 'AuthnContextClassRef')?.text.trim() ?? ''
  const said = attributes.get('http://schemas.microsoft.com/claims/authnmethodsreferences') ?? []
  const email = attributes.get(saml.email_attribute)?.[0]
  return {
    [groups]: attributes.get(groups) ?? [],
    sub,
    name: attributes.get(saml.name_attribute)?.[0],
    email,
    email_verified: email !== undefined && saml.trusts_addresses,
    sid: statement.attributes.get('SessionIndex'),
    amr: [way, ...said].some((each) => strong.includes(each)) ? ['mfa'] : [],
  }
}
