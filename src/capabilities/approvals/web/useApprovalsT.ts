import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type ApprovalsDictionary = typeof en

/** The sentences of approvals, by keys that are checked. */
export function useApprovalsT(): Translate<KeysOf<ApprovalsDictionary>> {
  return useT<ApprovalsDictionary>()
}
