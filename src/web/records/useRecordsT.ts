import type { KeysOf } from '../i18n/dictionary.ts'
import { type Translate, useT } from '../i18n/useT.ts'
import type en from './en.json'

type RecordsDictionary = typeof en

/** The sentences that all kinds of records share, by keys that are checked. */
export function useRecordsT(): Translate<KeysOf<RecordsDictionary>> {
  return useT<RecordsDictionary>()
}
