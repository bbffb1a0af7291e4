import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type SurveysDictionary = typeof en
export type SurveysKey = KeysOf<SurveysDictionary>

/** The sentences of surveys, by keys that are checked. */
export function useSurveysT(): Translate<SurveysKey> {
  return useT<SurveysDictionary>()
}
