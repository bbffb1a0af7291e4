import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type KnowledgeDictionary = typeof en
export type KnowledgeT = Translate<KeysOf<KnowledgeDictionary>>

/** The sentences of knowledge, by keys that are checked. */
export function useKnowledgeT(): KnowledgeT {
  return useT<KnowledgeDictionary>()
}
