import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type CandidatesDictionary = typeof en

/** The sentences of candidates, by keys that are checked. */
export function useCandidatesT(): Translate<KeysOf<CandidatesDictionary>> {
  return useT<CandidatesDictionary>()
}
