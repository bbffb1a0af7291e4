import { Button, Stack } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

const webhookQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['on-call', 'webhook', teamId],
    queryFn: () => ask(api.GET('/api/teams/{id}/webhook', { params: { path: { id: teamId } } })),
  })
type Delivery = Awaited<
  ReturnType<NonNullable<ReturnType<typeof webhookQuery>['queryFn']>>
>['deliveries'][number]

/** Where the team's pages are sent too, for who may change its rota. */
export function WebhookPart({ teamId }: { teamId: string }) {
  const t = useOnCallT()
  const { data } = useQuery(webhookQuery(teamId))
  if (!data) return null
  return (
    <section className={styles.card} aria-labelledby="webhook">
      <h2 id="webhook">{t('on_call.webhook.title')}</h2>
      <p className={styles.small}>{t('on_call.webhook.note')}</p>
      <Address key={data.url} teamId={teamId} url={data.url} />
      <ul className={styles.list}>
        {data.deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} teamId={teamId} delivery={delivery} />
        ))}
      </ul>
    </section>
  )
}

function Address({ teamId, url }: { teamId: string; url: string | null }) {
  const t = useOnCallT()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(url ?? '')
  const params = { path: { id: teamId } }
  const again = () => queries.invalidateQueries({ queryKey: webhookQuery(teamId).queryKey })
  // Kept beside the query, whose new answer draws the field anew.
  const { data: secret } = useQuery<string | null>({
    queryKey: ['on-call-secret', teamId],
    queryFn: () => null,
    enabled: false,
  })
  const save = useSubmit(async () => {
    const made = await ask(api.PUT('/api/teams/{id}/webhook', { params, body: { url: typed.trim() } }))
    queries.setQueryData(['on-call-secret', teamId], made.secret)
    await again()
  })
  const remove = useSubmit(async () => {
    await ask(api.DELETE('/api/teams/{id}/webhook', { params, body: {} }))
    queries.removeQueries({ queryKey: ['on-call-secret', teamId] })
    await again()
  })
  const error = save.problem?.fields.get('url')
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save.submit()
      }}
    >
      <Stack gap="xs" align="flex-start">
        <TextField
          label={t('on_call.webhook.url')}
          type="url"
          w="100%"
          maxLength={2000}
          value={typed}
          {...(error ? { error } : {})}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {!error && <Failure problem={save.problem ?? remove.problem} />}
        {secret && (
          <p className={styles.note} role="status">
            {t('on_call.webhook.secret')} <code className={styles.body}>{secret}</code>
          </p>
        )}
        <span className={styles.buttons}>
          <Button type="submit" variant="default" loading={save.isBusy} disabled={typed.trim() === ''}>
            {t(url === null ? 'on_call.webhook.save' : 'on_call.webhook.renew')}
          </Button>
          {url !== null && (
            <Button variant="default" loading={remove.isBusy} onClick={() => void remove.submit()}>
              {t('on_call.webhook.remove')}
            </Button>
          )}
        </span>
      </Stack>
    </form>
  )
}

const tones = { queued: 'info', sent: 'success', dead: 'danger' } as const satisfies Record<string, Tone>

function DeliveryLine({ teamId, delivery }: { teamId: string; delivery: Delivery }) {
  const t = useOnCallT()
  const queries = useQueryClient()
  const again = useSubmit(async () => {
    await ask(
      api.POST('/api/teams/{id}/webhook/send-again', {
        params: { path: { id: teamId } },
        body: { delivery_id: delivery.id },
      }),
    )
    await queries.invalidateQueries({ queryKey: webhookQuery(teamId).queryKey })
  })
  const ticket = t('on_call.webhook.ticket', { number: delivery.ticket })
  return (
    <li>
      <span className={styles.words}>
        <span>
          {ticket} · <Time at={delivery.created_at} />
        </span>
        {delivery.last_error !== null && <span className={styles.small}>{delivery.last_error}</span>}
        {delivery.due_at !== null && delivery.tries > 0 && (
          <span className={styles.small}>
            {t('on_call.webhook.next')} <Time at={delivery.due_at} as="time" />
          </span>
        )}
        <Failure problem={again.problem} />
      </span>
      <span className={styles.buttons}>
        <StatusBadge tone={tones[delivery.state]} label={t(`on_call.webhook.state.${delivery.state}`)} />
        {delivery.state === 'dead' && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('on_call.webhook.againOf', { ticket })}
            loading={again.isBusy}
            onClick={() => void again.submit()}
          >
            {t('on_call.webhook.again')}
          </Button>
        )}
      </span>
    </li>
  )
}
