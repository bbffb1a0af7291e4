import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type RulesDictionary = typeof en
export type RulesKey = KeysOf<RulesDictionary>

/** The sentences about rules, by keys that are checked. */
export function useRulesT(): Translate<RulesKey> {
  return useT<RulesDictionary>()
}
