import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type FormDictionary = typeof en
type FormKey = KeysOf<FormDictionary>

/** The sentences of the public form, by keys that are checked. */
export function useFormT(): Translate<FormKey> {
  return useT<FormDictionary>()
}
