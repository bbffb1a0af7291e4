/** The present secret, which signs and seals, and former ones, which are believed until they are retired. */
import type { Config } from '../config/config.ts'

/** The present one first. */
export type Secrets = readonly [string, ...string[]]

export const secretsOf = ({ secret, oldSecrets }: Pick<Config, 'secret' | 'oldSecrets'>): Secrets => [
  secret,
  ...oldSecrets,
]

/** What the first secret gives that does not throw; what the present one threw when none fits. */
export function withAny<T>([present, ...former]: Secrets, use: (secret: string) => T): T {
  try {
    return use(present)
  } catch (error) {
    for (const secret of former) {
      try {
        return use(secret)
      } catch {
        // Made with yet another one, or with none.
      }
    }
    throw error
  }
}
