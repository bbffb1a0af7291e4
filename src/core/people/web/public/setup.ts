/** The first start of an installation. */
import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '../../../../web/api/client.ts'

export type Setup = {
  code: string
  what: 'own' | 'demo'
  name: string
  slug: string
  timeZone: string
  language: 'en' | 'es'
  adminName: string
  adminEmail: string
  password: string
}

export const emptySetup: Setup = {
  code: '',
  what: 'own',
  name: '',
  slug: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  language: 'en',
  adminName: '',
  adminEmail: '',
  password: '',
}

/** Whether there is no organization yet. A server that was set up long ago may not have the route at all. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async (): Promise<{ isNeeded: boolean }> => {
    const response = await fetch('/api/setup')
    if (response.status === 404) return { isNeeded: false }
    const answer = await response.json().catch(() => ({}))
    if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
    return answer as { isNeeded: boolean }
  },
  retry: false,
  refetchOnWindowFocus: false,
})

/**
 * Makes the organization, or loads the demo hospital, which takes some seconds.
 * @throws ProblemError with the sentences of the fields
 */
export async function runSetup(setup: Setup): Promise<void> {
  const response = await fetch('/api/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(setup.what === 'demo' ? { code: setup.code, demo: true } : ownOf(setup)),
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
}

function ownOf({ code, name, slug, timeZone, language, adminName, adminEmail, password }: Setup) {
  return {
    code,
    organization: { name: name.trim(), slug: slug.trim(), time_zone: timeZone, language },
    admin: { name: adminName.trim(), email: adminEmail.trim(), password },
  }
}

/** A short name for addresses: small letters, digits and dashes. */
export function shortNameOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
}

/** All time zones that the browser knows, the device's own among them. */
export function timeZones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].sort()
}
