import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type ChannelsDictionary = typeof en
export type ChannelsKey = KeysOf<ChannelsDictionary>

/** The sentences of the import pages, by keys that are checked. */
export function useChannelsT(): Translate<ChannelsKey> {
  return useT<ChannelsDictionary>()
}
