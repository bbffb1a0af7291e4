import type { KeysOf } from '../i18n/dictionary.ts'
import { type Translate, useT } from '../i18n/useT.ts'
import type en from './en.json'

type ShellDictionary = typeof en

/** The shell's own sentences, by keys that are checked. */
export function useShellT(): Translate<KeysOf<ShellDictionary>> {
  return useT<ShellDictionary>()
}
