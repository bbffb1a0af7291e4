/** What is behind masks, asked for all that a page shows at once. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../api/client.ts'
import type { paths } from '../../api/openapi.generated.ts'

export type Words =
  paths['/api/privacy/words']['post']['responses'][200]['content']['application/json']['words'][number]

type Asked = { mask: string; resolve: (words: Words | null) => void; reject: (error: unknown) => void }

const masks_max = 500
let asked: Asked[] = []

/** One mask; null where the reader may not know of it. Those of one drawing of the page travel together. */
export const wordsQuery = (mask: string) =>
  queryOptions({
    queryKey: ['privacy', 'words', mask],
    queryFn: () =>
      new Promise<Words | null>((resolve, reject) => {
        if (asked.push({ mask, resolve, reject }) === 1) setTimeout(askAll)
      }),
  })

async function askAll(): Promise<void> {
  const all = asked
  asked = []
  for (let from = 0; from < all.length; from += masks_max) await askSome(all.slice(from, from + masks_max))
}

async function askSome(some: readonly Asked[]): Promise<void> {
  try {
    const body = { masks: some.map(({ mask }) => mask) }
    const { words } = await ask(api.POST('/api/privacy/words', { body, ...background }))
    const known = new Map(words.map((each) => [each.mask, each]))
    for (const { mask, resolve } of some) resolve(known.get(mask) ?? null)
  } catch (error) {
    for (const { reject } of some) reject(error)
  }
}
