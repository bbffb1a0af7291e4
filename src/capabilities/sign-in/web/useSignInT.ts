import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type SignInDictionary = typeof en

/** The sentences of the ways to sign in, by keys that are checked. */
export function useSignInT(): Translate<KeysOf<SignInDictionary>> {
  return useT<SignInDictionary>()
}
