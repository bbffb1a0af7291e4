import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type NoticesDictionary = typeof en
export type NoticesKey = KeysOf<NoticesDictionary>

/** The sentences of notices, by keys that are checked. */
export function useNoticesT(): Translate<NoticesKey> {
  return useT<NoticesDictionary>()
}
