/** Answers that are forged, altered, wrapped, too weak or for somebody else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenOf } from '../fixture.ts'
import {
  acsOf,
  handIn,
  id,
  idp,
  lastWhy,
  openProviders,
  other,
  otherId,
  refused,
  refusedAs,
  signIn,
  visit,
  wardline,
  xmlOf,
} from './fixture.ts'
import { makeOwnKey } from './own-key.ts'

openProviders()

test('An answer without a signature, with one of the whole alone, or with one that is broken is refused.', async () => {
  const strip = (xml: string) => xml.replace(/<Signature[\s\S]*?<\/Signature>/, '')
  await refusedAs('wrong-signature', strip)
  await refusedAs('wrong-signature', (xml) => `${xml} `, { signAssertion: false, signResponse: true })
  await refusedAs('wrong-signature', (xml) => xml.replace('>nora<', '>admin<'))
  await refusedAs('wrong-signature', (xml) => xml.replace(/<SignatureValue>..../, '<SignatureValue>AAAA'))
  // The whole is signed wrongly and the assertion rightly: half a proof is none.
  const both = { signResponse: true }
  await refusedAs(
    'wrong-signature',
    (xml) => xml.replace(/(<SignatureValue>)....(?=[\s\S]*<saml:Assertion)/, '$1AAAA'),
    both,
  )
  idp.options = both
  assert.equal((await signIn('nora')).to, '/desk', 'both signed rightly')
  idp.options = {}
})

test('A key that the message brings along itself proves nothing, and neither does that of another provider.', async () => {
  const thief = makeOwnKey('idp', new Date())
  idp.options = { key: thief.privateKey, cert: thief.certificate }
  const forged = await signIn('nora')
  idp.options = {}
  assert.equal(forged.to, refused)
  assert.equal(await lastWhy(), 'wrong-signature')
  other.people.nora = { name: 'Not Nora' }
  const theirs = await visit('nora', { provider: other, providerId: otherId })
  assert.equal(await handIn(theirs.screen, theirs.message, id), refused, 'handed in at the other one')
  assert.equal(await lastWhy(), 'other-issuer')
  other.who = 'nora'
  const posing = await other.respond('nora', {
    issuer: idp.issuer,
    recipient: acsOf(id),
    destination: acsOf(id),
  })
  assert.equal(await handIn(screenOf(wardline), posing), refused)
  assert.equal(await lastWhy(), 'wrong-signature')
  assert.equal(await handIn(theirs.screen, theirs.message, otherId), '/desk', 'at its own it counts')
})

test('An assertion that is wrapped, moved or doubled so that its signature still fits is refused (XML signature wrapping).', async () => {
  const assertion = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
  const evil = (xml: string) =>
    assertion(xml)
      .replace(/<Signature[\s\S]*?<\/Signature>/, '')
      .replace('>nora<', '>admin<')
  const otherName = (text: string) => text.replace(/ID="[^"]+"/, 'ID="_evil"')
  const wraps: Record<string, (xml: string) => string> = {
    'the evil one first': (xml) => xml.replace('<saml:Assertion', `${otherName(evil(xml))}<saml:Assertion`),
    'the evil one last': (xml) =>
      xml.replace('</saml:Assertion>', `</saml:Assertion>${otherName(evil(xml))}`),
    'the true one in an extension': (xml) =>
      xml.replace(
        assertion(xml),
        `<samlp:Extensions>${assertion(xml)}</samlp:Extensions>${otherName(evil(xml))}`,
      ),
    'the true one inside the evil one': (xml) =>
      xml.replace(
        assertion(xml),
        otherName(evil(xml)).replace('</saml:Assertion>', `${assertion(xml)}</saml:Assertion>`),
      ),
    'the true one in the signature': (xml) =>
      xml.replace(
        assertion(xml),
        otherName(evil(xml)).replace(
          '<saml:Subject>',
          `${(/<Signature[\s\S]*?<\/Signature>/.exec(xml)?.[0] ?? '').replace('</Signature>', `<Object>${assertion(xml).replace(/<Signature[\s\S]*?<\/Signature>/, '')}</Object></Signature>`)}<saml:Subject>`,
        ),
      ),
  }
  for (const [name, wrap] of Object.entries(wraps)) {
    await refusedAs('not-one-assertion', wrap).catch((error: unknown) => {
      throw new Error(name, { cause: error })
    })
  }
  await refusedAs('xml-same-id', (xml) =>
    xml.replace(assertion(xml), `<samlp:Extensions>${evil(xml)}</samlp:Extensions>${assertion(xml)}`),
  )
})

test('Comments, document types, entities, instructions and other tricks of XML are refused.', async () => {
  await refusedAs('xml-comment', (xml) => xml.replace('>nora<', '>no<!-- -->ra<'))
  await refusedAs('xml-cdata', (xml) => xml.replace('>nora<', '><![CDATA[nora]]><'))
  await refusedAs('xml-doctype', (xml) => `<!DOCTYPE x>${xml}`)
  await refusedAs(
    'xml-doctype',
    (xml) => `<!DOCTYPE x [<!ENTITY e "nora">]>${xml.replace('>nora<', '>&e;<')}`,
  )
  await refusedAs('xml-broken', (xml) => xml.replace('>nora<', '>&e;<'))
  await refusedAs('xml-instruction', (xml) => xml.replace('>nora<', '>no<?x?>ra<'))
  await refusedAs('xml-broken', (xml) => `${xml}<x/>`)
  await refusedAs('xml-broken', () => 'not XML')
  await refusedAs('xml-too-deep', (xml) => xml.replace('<saml:Subject>', `${'<a>'.repeat(60)}<saml:Subject>`))
})

test('Weak signatures and ciphers are refused.', async () => {
  for (const options of [{ signatureAlgorithm: 'rsa-sha1' }, { digestAlgorithm: 'sha1' }]) {
    idp.options = options
    assert.equal((await signIn('nora')).to, refused)
    assert.equal(await lastWhy(), 'weak-signature')
  }
  idp.options = {}
})

test('An answer for somebody else, for another address, of another time or of another issuer is refused, signed as it is.', async () => {
  const cases: [string, Record<string, unknown>][] = [
    ['other-audience', { audience: 'urn:another:service' }],
    ['not-confirmed', { recipient: acsOf(otherId) }],
    ['other-destination', { destination: acsOf(otherId) }],
    ['other-issuer', { issuer: 'urn:test:another' }],
    ['too-old', { lifetimeInSeconds: -600 }],
    ['other-question', { inResponseTo: '_another_question' }],
  ]
  for (const [why, options] of cases) {
    idp.options = options
    const { screen, message } = await visit('nora')
    idp.options = {}
    const to = await handIn(screen, message)
    if (why === 'other-question') {
      assert.equal(to, '/sign-in?refused=begin-again', why)
      continue
    }
    assert.equal(to, refused, why)
    assert.equal(await lastWhy(), why)
  }
  const late = await visit('nora')
  wardline.clock.advance(8 * 60_000)
  assert.equal(await handIn(late.screen, late.message), refused)
  assert.equal(await lastWhy(), 'too-old')
  wardline.clock.advance(-8 * 60_000)
  const skewed = await visit('nora')
  wardline.clock.advance(-60_000)
  assert.equal(await handIn(skewed.screen, skewed.message), '/desk', 'a clock may be a minute off')
  wardline.clock.advance(60_000)
  // What stands around the assertion names another question than the one that was signed.
  await refusedAs('other-question', (xml) => xml.replace(/InResponseTo="[^"]+"/, 'InResponseTo="_x"'))
})

test('Who refuses there comes back to the sign-in page; a subject of one visit and one too long mean nobody.', async () => {
  assert.equal((await signIn(null)).to, '/sign-in?refused=provider-refused')
  idp.people.passing = { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }
  assert.equal((await signIn('passing')).to, refused)
  assert.equal(await lastWhy(), 'passing-subject')
  assert.equal((await signIn('n'.repeat(256))).to, refused)
})

test('An encrypted assertion is read, with a strong cipher; with an older one only when the whole is signed.', async () => {
  const pem = idp.client.certificate
  const publicKey = (await import('node:crypto')).createPublicKey(pem).export({ type: 'spki', format: 'pem' })
  const encrypted = {
    encryptionCert: pem,
    encryptionPublicKey: publicKey,
    disallowEncryptionWithInsecureAlgorithm: false,
  }
  const gcm = { ...encrypted, encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' }
  idp.options = gcm
  const { message, screen } = await visit('nora')
  assert.ok(!xmlOf(message).includes('nora'))
  assert.equal(await handIn(screen, message), '/desk')
  const cbc = { ...encrypted, encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' }
  idp.options = cbc
  assert.equal((await signIn('nora')).to, refused)
  idp.options = { ...cbc, signResponse: true }
  assert.equal((await signIn('nora')).to, '/desk')
  for (const weak of [{ signatureAlgorithm: 'rsa-sha1' }, { digestAlgorithm: 'sha1' }]) {
    idp.options = { ...gcm, ...weak }
    assert.equal((await signIn('nora')).to, refused)
    assert.equal(await lastWhy(), 'weak-signature', 'inside, too')
  }
  idp.options = { ...gcm, signAssertion: false }
  assert.equal((await signIn('nora')).to, refused, 'encrypted is not signed')
  idp.options = {}
})
