import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type WebhooksDictionary = typeof en
type WebhooksKey = KeysOf<WebhooksDictionary>

/** The sentences of the pages of webhooks, by keys that are checked. */
export function useWebhooksT(): Translate<WebhooksKey> {
  return useT<WebhooksDictionary>()
}
