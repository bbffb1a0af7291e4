import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type TrainingDictionary = typeof en
export type TrainingKey = KeysOf<TrainingDictionary>

/** The sentences of training, by keys that are checked. */
export function useTrainingT(): Translate<TrainingKey> {
  return useT<TrainingDictionary>()
}
