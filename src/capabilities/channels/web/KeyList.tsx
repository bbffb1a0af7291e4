import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Key, keysQuery } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { KeyForm } from './KeyForm.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** One's own keys, or those of all with the making of keys for service identities. */
export function KeyList({ isAll }: { isAll: boolean }) {
  const t = useChannelsT()
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; secret: string }>()
  const { data, error, refetch } = useQuery(keysQuery(isAll))
  const words = isAll ? 'all' : 'own'
  const canMake = !isAll || (data?.services.length ?? 0) > 0
  return (
    <section className={styles.section} aria-labelledby={`keys-${words}`}>
      <h2 id={`keys-${words}`}>{t(`channels.keys.${words}`)}</h2>
      {error && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton rows={2} />}
      {data?.rows.length === 0 && <p className={styles.dim}>{t('channels.keys.none')}</p>}
      <ul className={styles.list}>
        {data?.rows.map((key) => (
          <KeyLine key={key.id} line={key} isAll={isAll} />
        ))}
      </ul>
      {made && (
        <SecretOnce
          title={t('channels.keys.made', { name: made.name })}
          secret={made.secret}
          onKept={() => setMade(undefined)}
        />
      )}
      {data && isMaking && (
        <KeyForm
          keys={data}
          isForService={isAll}
          onMade={(key) => {
            setMade(key)
            setMaking(false)
          }}
          onCancel={() => setMaking(false)}
        />
      )}
      {data && !isMaking && !made && canMake && (
        <Button mt="sm" variant="default" onClick={() => setMaking(true)}>
          {t(isAll ? 'channels.keys.addService' : 'channels.keys.add')}
        </Button>
      )}
    </section>
  )
}

function stateOf(key: Key): 'revoked' | 'expired' | 'left' | 'works' {
  if (key.revoked_at) return 'revoked'
  if (Date.parse(key.expires_at) <= Date.now()) return 'expired'
  return key.owner.is_active ? 'works' : 'left'
}

function KeyLine({ line, isAll }: { line: Key; isAll: boolean }) {
  const t = useChannelsT()
  const format = useFormat()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const state = stateOf(line)
  const revoke = async () => {
    setAsking(false)
    await ask(api.POST('/api/keys/{id}/revoke', { params: { path: { id: line.id } }, body: {} })).then(
      () => toast.show(t('channels.keys.revoked', { name: line.name }), 'success'),
      (error: unknown) => toast.show(sentenceOf(error) || t('channels.failed'), 'danger'),
    )
    await queries.invalidateQueries({ queryKey: ['keys'] })
  }
  const facts = [
    ...(isAll ? [line.owner.name] : []),
    t('channels.keys.begins', { prefix: line.prefix }),
    t('channels.keys.scopeCount', { count: line.scopes.length }),
    t('channels.keys.expires', { when: format.dateTime(line.expires_at) }),
    line.last_used_at
      ? t('channels.keys.used', {
          when: format.dateTime(line.last_used_at),
          address: line.last_address ?? '',
        })
      : t('channels.keys.unused'),
  ]
  return (
    <li>
      <span>
        <strong>{line.name}</strong>{' '}
        <StatusBadge
          tone={state === 'works' ? 'success' : 'neutral'}
          label={t(`channels.keys.state.${state}`)}
        />
        <br />
        <span className={styles.small}>{facts.join(' · ')}</span>
      </span>
      {state !== 'revoked' && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            aria-label={t('channels.keys.revokeOf', { name: line.name })}
            onClick={() => setAsking(true)}
          >
            {t('channels.keys.revoke')}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channels.keys.revokeTitle', { name: line.name })}
        confirmLabel={t('channels.keys.revoke')}
        tone="danger"
        onConfirm={() => void revoke()}
        onCancel={() => setAsking(false)}
      >
        {t('channels.keys.revokeBody')}
      </ConfirmDialog>
    </li>
  )
}
