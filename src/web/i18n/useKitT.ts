import type { KeysOf } from './dictionary.ts'
import type en from './en.json'
import { type Translate, useT } from './useT.ts'

type KitDictionary = typeof en

/** The kit's own sentences, by keys that are checked. */
export function useKitT(): Translate<KeysOf<KitDictionary>> {
  return useT<KitDictionary>()
}
