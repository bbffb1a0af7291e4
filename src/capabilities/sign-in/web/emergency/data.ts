import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Listed = paths['/api/emergency']['get']['responses'][200]['content']['application/json']
export type Account = Listed['accounts'][number]
export type Use = Listed['uses'][number]

export const emergencyQuery = queryOptions({
  queryKey: ['emergency'],
  queryFn: () => ask(api.GET('/api/emergency')),
})

/** A password that nobody has to invent and that fits in a safe: 32 letters and digits that do not look alike. */
export function newPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const letters: string[] = []
  while (letters.length < 32) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    // What would make some letters more likely is thrown away.
    if (byte < 248) letters.push(alphabet[byte % 31] ?? '')
  }
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}
