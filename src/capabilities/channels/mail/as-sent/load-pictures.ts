/** Fetches pictures of mails that a reader asked for: from public addresses, within bounds, and nothing but pictures. */
import { plainPicture } from '../../../../platform/files/plain-picture.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../../../platform/outgoing/guarded-fetch.ts'
import type { TargetPolicy } from '../../../../platform/outgoing/target.ts'

export const loaded_max = 20
const picture_bytes_max = 2 * 1024 ** 2
const all_bytes_max = 8 * 1024 ** 2
const load_ms_max = 10_000
const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** The picture as a `data:` address, without what it tells besides what one sees; undefined where it is none. */
export function pictureData(bytes: Buffer): string | undefined {
  for (const type of types) {
    const plain = plainPicture(type, bytes)
    if (plain) return `data:${type};base64,${plain.toString('base64')}`
  }
  return undefined
}

/**
 * The pictures by their address; those that cannot be had are left out. Nothing of the reader is sent along: no address
 * of theirs, no cookie, no language. All are asked for within ten seconds, 2 MB each and 8 MB together.
 */
export async function loadPictures(
  urls: readonly string[],
  policy: TargetPolicy,
): Promise<ReadonlyMap<string, string>> {
  const signal = AbortSignal.timeout(load_ms_max)
  const loaded = new Map<string, string>()
  let left_bytes = all_bytes_max
  const load = async (url: string) => {
    const data = await pictureAt(url, policy, signal)
    if (data === undefined || data.length > left_bytes) return
    left_bytes -= data.length
    loaded.set(url, data)
  }
  await Promise.all([...new Set(urls)].slice(0, loaded_max).map(load))
  return loaded
}

async function pictureAt(
  url: string,
  policy: TargetPolicy,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = { accept: types.join(', '), 'user-agent': 'Wardline' }
  try {
    const answer = await guardedFetch(
      url,
      { headers, signal },
      { ...policy, body_bytes_max: picture_bytes_max, total_timeout_ms: load_ms_max },
    )
    return answer.status === 200 ? pictureData(answer.body) : undefined
  } catch (error) {
    if (error instanceof OutgoingRefused || error instanceof OutgoingFailed) return undefined
    throw error
  }
}
