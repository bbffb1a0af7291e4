/** The secret of the signature: made here, shown once, and exchanged without a gap. */
import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { sentenceOf, type Webhook } from './data.ts'
import { useWebhooksT } from './useWebhooksT.ts'
import styles from './webhooks.module.css'

export function Secret({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const format = useFormat()
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const [keepsFormer, setKeepsFormer] = useState(true)
  const [isBusy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    const call = () =>
      ask(
        api.PUT('/api/webhooks/{id}/secret', {
          params: { path: { id: hook.id } },
          body: { keeps_former: keepsFormer },
        }),
      )
    try {
      setSecret((await confirmed(call)).secret)
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed'))
        toast.show(sentenceOf(error) || t('webhooks.failed'), 'danger')
    }
    setBusy(false)
  }
  const copy = async () => {
    await navigator.clipboard.writeText(secret ?? '')
    toast.show(t('webhooks.copied'), 'success')
  }
  return (
    <section className={styles.section} aria-labelledby="webhook-secret">
      <h2 id="webhook-secret">{t('webhooks.secret')}</h2>
      <p className={styles.dim}>{t('webhooks.secretNote')}</p>
      {hook.former_until && (
        <p className={styles.small}>
          {t('webhooks.formerUntil', { when: format.dateTime(hook.former_until) })}
        </p>
      )}
      {secret !== undefined && (
        <div className={styles.shown}>
          <TextField label={t('webhooks.secret')} hint={t('webhooks.secretShown')} readOnly value={secret} />
          <Button variant="default" onClick={() => void copy()}>
            {t('webhooks.copy')}
          </Button>
        </div>
      )}
      <Group gap="md" mt="xs">
        <Button variant="default" loading={isBusy} onClick={() => void make()}>
          {t('webhooks.newSecret')}
        </Button>
        <CheckboxField
          label={t('webhooks.keepFormer')}
          checked={keepsFormer}
          onChange={(event) => setKeepsFormer(event.currentTarget.checked)}
        />
      </Group>
    </section>
  )
}
