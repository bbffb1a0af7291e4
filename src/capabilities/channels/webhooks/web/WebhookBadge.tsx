/** How a webhook is, in one word. */
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import type { Webhook } from './data.ts'
import { useWebhooksT } from './useWebhooksT.ts'

const tones = { off: 'neutral', paused: 'danger', fails: 'warning', well: 'success', new: 'info' } as const

export function WebhookBadge({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const word = wordFor(hook)
  const tone: Tone = tones[word]
  return <StatusBadge tone={tone} label={t(`webhooks.state.${word}`)} />
}

function wordFor(hook: Webhook): keyof typeof tones {
  if (!hook.is_on) return 'off'
  if (hook.paused_at) return 'paused'
  if (hook.failing_since) return 'fails'
  return hook.sent_at ? 'well' : 'new'
}
