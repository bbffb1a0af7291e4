/** Webhooks: what happens to tickets is sent to addresses elsewhere. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { followTickets, listenToClocks } from './follow.ts'
import { previewWebhook, replayAll, replayDelivery, testWebhook, webhookLog } from './log.ts'
import { sendDelivery, wakeWebhook } from './send.ts'
import { tendWebhooks } from './tend.ts'
import { addWebhook, changeWebhook, listWebhooks, newWebhookSecret, removeWebhook } from './webhook.ts'

export { tellImport } from './follow.ts'
export { sealedHooks } from './sealed.ts'

export const webhooks: Capability = {
  name: 'webhooks',
  plainActions: [
    addWebhook,
    changeWebhook,
    newWebhookSecret,
    removeWebhook,
    testWebhook,
    replayDelivery,
    replayAll,
  ],
  readers: [listWebhooks, webhookLog, previewWebhook],
  jobs: { 'webhooks.send': sendDelivery(), 'webhooks.wake': wakeWebhook, 'webhooks.tend': tendWebhooks },
  schedules: ['*/10 * * * * webhooks.tend'],
  follower: followTickets,
  listener: listenToClocks,
}
