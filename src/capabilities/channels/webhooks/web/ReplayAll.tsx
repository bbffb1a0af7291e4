/** Sends again what happened since a day, e.g. after the other side lost what it had. */
import { Button, Group, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { sentenceOf } from './data.ts'
import { useWebhooksT } from './useWebhooksT.ts'

export function ReplayAll({ id }: { id: string }) {
  const t = useWebhooksT()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [since, setSince] = useState('')
  const [onlyDead, setOnlyDead] = useState(true)
  const [isBusy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    const body = { since: new Date(since).toISOString(), only_dead: onlyDead }
    await ask(api.POST('/api/webhooks/{id}/replay-all', { params: { path: { id } }, body })).then(
      ({ replayed }) => toast.show(t('webhooks.replayedAll', { count: replayed }), 'success'),
      (error: unknown) => toast.show(sentenceOf(error) || t('webhooks.failed'), 'danger'),
    )
    setBusy(false)
    setOpen(false)
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('webhooks.replayAll')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('webhooks.replayAllTitle')}
        closeButtonProps={{ 'aria-label': t('webhooks.cancel') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void replay()
          }}
        >
          <p>{t('webhooks.replayAllBody')}</p>
          <TextField
            type="datetime-local"
            label={t('webhooks.since')}
            required
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          <CheckboxField
            mt="sm"
            label={t('webhooks.onlyDead')}
            checked={onlyDead}
            onChange={(event) => setOnlyDead(event.currentTarget.checked)}
          />
          <Group justify="flex-end" mt="lg" gap="sm">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('webhooks.cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('webhooks.replay')}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  )
}
