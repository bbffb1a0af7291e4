/** Verifies who calls, step by step in plain words: what to say, what never to ask, and a way out that is always safe. */
import { Button, Modal, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useKitT } from '../../../web/i18n/useKitT.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import type { CallerWanted } from '../../../web/shell/verification.ts'
import { type Act, acts } from '../words.ts'
import styles from './callers.module.css'
import { settingsQuery, shownQuery, useSending } from './data.ts'
import { Ended, Second } from './Outcome.tsx'
import { useCallersT } from './useCallersT.ts'
import { Ways } from './Ways.tsx'

type VerifyDialogProps = { wanted: CallerWanted; onDone: (isVerified: boolean) => void }

export function VerifyDialog({ wanted, onDone }: VerifyDialogProps) {
  const t = useCallersT()
  const kit = useKitT()
  const [id, setId] = useState<string>()
  const [isDone, setDone] = useState(false)
  const close = () => onDone(isDone)
  return (
    <Modal
      opened
      onClose={close}
      title={t('callers.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      closeOnClickOutside={false}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <Stack gap="md">
        {wanted.reason && !id && <p className={styles.plain}>{wanted.reason}</p>}
        {id ? (
          <Verifying
            id={id}
            isAsked={wanted.act !== undefined}
            onPassed={() => setDone(true)}
            onDone={onDone}
          />
        ) : (
          <Begin wanted={wanted} onBegun={setId} onClose={close} />
        )}
      </Stack>
    </Modal>
  )
}

type BeginProps = { wanted: CallerWanted; onBegun: (id: string) => void; onClose: () => void }

/** What the caller wants; where an act was refused that is known. */
function Begin({ wanted, onBegun, onClose }: BeginProps) {
  const t = useCallersT()
  const { run, isBusy, failure } = useSending()
  const [act, setAct] = useState<Act>(acts.find((each) => each === wanted.act) ?? 'password')
  const [number, setNumber] = useState('')
  const [roleId, setRole] = useState(wanted.role_id ?? '')
  const { data: settings } = useQuery({ ...settingsQuery, enabled: act === 'role' })
  const isKnown = wanted.act !== undefined
  const begin = () =>
    run(async () => {
      const { person_id, ticket_id } = wanted
      const body = {
        person_id,
        act,
        ...(ticket_id ? { ticket_id } : {}),
        ...(number.trim() ? { caller_number: number.trim() } : {}),
        ...(act === 'role' ? { role_id: roleId } : {}),
      }
      onBegun((await ask(api.POST('/api/callers', { body }))).id)
    })
  return (
    <>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <p className={styles.plain}>{t('callers.begin.note')}</p>
      {!isKnown && (
        <SelectField
          label={t('callers.begin.act')}
          value={act}
          data-autofocus
          data={acts.map((each) => ({ value: each, label: t(`callers.act.${each}`) }))}
          onChange={(event) => setAct(event.currentTarget.value as Act)}
        />
      )}
      {!isKnown && act === 'role' && (
        <SelectField
          label={t('callers.begin.role')}
          value={roleId}
          data={[
            { value: '', label: '–' },
            ...(settings?.roles ?? []).map((role) => ({ value: role.id, label: role.title })),
          ]}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
      )}
      <CallerNumber value={number} onChange={setNumber} />
      <div className={styles.buttons}>
        <Button
          loading={isBusy}
          disabled={act === 'role' && roleId === ''}
          onClick={begin}
          {...(isKnown ? { 'data-autofocus': true } : {})}
        >
          {t('callers.begin.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('callers.cancel')}
        </Button>
      </div>
    </>
  )
}

function CallerNumber({ value, onChange }: { value: string; onChange: (number: string) => void }) {
  const t = useCallersT()
  return (
    <TextField
      label={t('callers.begin.number')}
      hint={t('callers.begin.numberHint')}
      value={value}
      type="tel"
      maxLength={40}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type VerifyingProps = {
  id: string
  /** True when an act waits for it, which goes on by itself. */
  isAsked: boolean
  onPassed: () => void
  onDone: (isVerified: boolean) => void
}

function Verifying({ id, isAsked, onPassed, onDone }: VerifyingProps) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(shownQuery(id))
  const isEnough = data?.state === 'passed' && (data.two === null || data.second !== null)
  useEffect(() => {
    if (!isEnough) return
    void queries.invalidateQueries({ queryKey: ['callers', 'list'] })
    if (isAsked) onDone(true)
    else onPassed()
  }, [isEnough, isAsked, onDone, onPassed, queries])
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <TextSkeleton />
  const refresh = () => void refetch()
  if (data.state === 'started') return <Ways shown={data} onNews={refresh} onClose={() => onDone(false)} />
  if (data.state === 'passed' && !isEnough) return <Second shown={data} onNews={refresh} />
  return <Ended shown={data} onClose={() => onDone(isEnough)} />
}
