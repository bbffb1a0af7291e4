/** Passwords: Argon2id, with a decoy so that a wrong person and a wrong password take the same time. */
import { hash, hashSync, verify } from '@node-rs/argon2'

// OWASP's second recommended setting: 19 MiB, two passes, one lane.
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(normalize(password), settings)
}

const decoy = hashSync('the password of nobody', settings)

/** True when the password fits. Without a stored hash it takes as long and is false. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? decoy, normalize(password))
  return stored !== undefined && fits
}

// The same characters typed on two keyboards may be composed differently.
function normalize(password: string): string {
  return password.normalize('NFKC')
}
