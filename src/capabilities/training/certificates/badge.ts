/**
 * A certificate as an Open Badges 3.0 credential (https://www.imsglobal.org/spec/ob/v3p0/): a verifiable credential of
 * the W3C, secured as a JWT. The payload is the credential itself, the header holds the public key and where it is
 * published.
 */
import { sign } from 'node:crypto'
import type { BadgeKey } from './key.ts'
import { badgeOf, nameOf } from './link.ts'
import { aboutOf, type Certificate } from './store.ts'

export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

/** Without fractions, as the specification wants its times. */
const whole = (at: string) => new Date(at).toISOString().replace(/\.\d+/, '')
const seconds = (at: string) => Math.floor(Date.parse(at) / 1000)

/** The profile of who issues. It is told with each badge, and stands at the address of that badge. */
export const issuerOf = (site: string, name: string, organization: string) => ({
  id: `${badgeOf(site, name)}/issuer`,
  type: ['Profile'],
  name: organization,
  url: site,
})

/** The credential that is signed. */
export function credentialOf(site: string, certificate: Certificate): Record<string, unknown> {
  const name = nameOf(certificate.org_id, certificate.token)
  const id = badgeOf(site, name)
  const about = aboutOf(certificate)
  return {
    '@context': contexts,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: about,
    issuer: issuerOf(site, name, certificate.organization),
    validFrom: whole(certificate.begins_at),
    ...(certificate.ends_at === null ? {} : { validUntil: whole(certificate.ends_at) }),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityHash: certificate.person, identityType: 'name', hashed: false },
      ],
      achievement: achievementOf(site, certificate),
    },
    credentialStatus: { id: `${id}/status`, type: '1EdTechRevocationList' },
  }
}

export function achievementOf(site: string, certificate: Certificate): Record<string, unknown> {
  const { competencies, version, number } = certificate
  const about = aboutOf(certificate)
  const shown = competencies.map(({ name, level }) => (level ? `${name} (${level})` : name)).join('; ')
  return {
    id: `${badgeOf(site, nameOf(certificate.org_id, certificate.token))}/achievement`,
    type: ['Achievement'],
    achievementType: 'Certificate',
    name: about,
    description: version ? `${about}, ${version}` : about,
    humanCode: number,
    criteria: { narrative: shown || about },
  }
}

/** The signed credential, as a compact JWS. */
export function signBadge(site: string, certificate: Certificate, { id, key, jwk }: BadgeKey): string {
  const credential = credentialOf(site, certificate)
  const name = nameOf(certificate.org_id, certificate.token)
  const { validUntil } = credential as { validUntil?: string }
  const header = { alg: 'EdDSA', typ: 'JWT', kid: `${badgeOf(site, name)}/keys/${id}`, jwk }
  const payload = {
    ...credential,
    iss: issuerOf(site, name, certificate.organization).id,
    jti: badgeOf(site, name),
    nbf: seconds(certificate.begins_at),
    ...(validUntil === undefined ? {} : { exp: seconds(validUntil) }),
  }
  const said = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${said}.${sign(null, Buffer.from(said), key).toString('base64url')}`
}

/** A picture that carries the signed credential within, as the specification bakes it. */
export function bakedSvg(jws: string, certificate: Certificate): string {
  const text = (words: string) =>
    words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ')
  const about = aboutOf(certificate)
  const short = about.length > 34 ? `${about.slice(0, 33)}…` : about
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" width="400" height="400" viewBox="0 0 400 400" role="img" aria-label="${text(about)}">
<openbadges:credential verify="${jws}"/>
<circle cx="200" cy="200" r="190" fill="#fff" stroke="#0b5c73" stroke-width="14"/>
<path d="M150 130l36 36 66-72" fill="none" stroke="#0b5c73" stroke-width="18" stroke-linecap="round" stroke-linejoin="round"/>
<text x="200" y="225" text-anchor="middle" font-family="sans-serif" font-weight="bold" font-size="18" fill="#111">${text(short)}</text>
<text x="200" y="258" text-anchor="middle" font-family="sans-serif" font-size="15" fill="#333">${text(certificate.organization.slice(0, 40))}</text>
</svg>
`
}
