import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type PortalDictionary = typeof en
export type PortalT = Translate<KeysOf<PortalDictionary>>

/** The portal's own sentences, by keys that are checked. */
export function usePortalT(): PortalT {
  return useT<PortalDictionary>()
}
