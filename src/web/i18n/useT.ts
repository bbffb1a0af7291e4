import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeysOf } from './dictionary.ts'

export type Values = Record<string, string | number>
const NO_VALUES: Values = {}

export type Translate<K extends string = string> = (key: K, values?: Values) => string

/**
 * The translation function of the shown language. With a dictionary's type its keys are checked:
 *
 *     import type en from './en.json'
 *     const t = useT<typeof en>()
 *     t('queue.waiting', { count: 3 })
 */
export function useT<D = unknown>(): Translate<unknown extends D ? string : KeysOf<D>> {
  const { t } = useTranslation()
  const translate: (key: string, values: Values) => string = t
  return useCallback((key: string, values?: Values) => translate(key, values ?? NO_VALUES), [translate])
}
