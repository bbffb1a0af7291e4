import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type CallersDictionary = typeof en
export type CallersKey = KeysOf<CallersDictionary>

/** The sentences of callers, by keys that are checked. */
export function useCallersT(): Translate<CallersKey> {
  return useT<CallersDictionary>()
}
