import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, background } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'

const ownKey = ['emergency', 'own']

/** On the first page of an emergency account: which rights to take, for how long, and why. */
export function TakePart() {
  const me = useMe()
  // Everybody else has some right or a provider; only who has none is asked about.
  const isCandidate = me.has_factor && !me.permissions.includes('tickets.create')
  const { data } = useQuery({
    queryKey: ownKey,
    queryFn: () => ask(api.GET('/api/emergency/own', background)),
    enabled: isCandidate || me.permissions.includes('roles.manage'),
  })
  if (!data?.account) return null
  return <Take account={data.account} />
}

type Own = {
  roles: { id: string; title: string }[]
  hours_max: number
  holds: { role: string; until: string } | null
}

function Take({ account }: { account: Own }) {
  const t = useSignInT()
  const queries = useQueryClient()
  const { run, isBusy, fields, failure } = useSending()
  const send = (request: () => Promise<unknown>) =>
    void run(async () => {
      await request()
      await Promise.all([ownKey, ['me']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    })
  return (
    <section className={styles.part} aria-label={t('signIn.emergency.takeTitle')}>
      <h2>{t('signIn.emergency.takeTitle')}</h2>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {account.holds ? (
        <Held holds={account.holds} isBusy={isBusy} send={send} />
      ) : (
        <Choice account={account} isBusy={isBusy} fields={fields} send={send} />
      )}
    </section>
  )
}

type PartProps = { isBusy: boolean; send: (request: () => Promise<unknown>) => void }

function Held({ holds, isBusy, send }: PartProps & { holds: NonNullable<Own['holds']> }) {
  const t = useSignInT()
  const format = useFormat()
  const giveBack = () => ask(api.POST('/api/emergency/give-back', { body: {} }))
  return (
    <>
      <p>{t('signIn.emergency.holds', { role: holds.role, date: format.dateTime(holds.until) })}</p>
      <div className={styles.row}>
        <Button component="a" href="/desk">
          {t('signIn.emergency.desk')}
        </Button>
        <Button variant="default" loading={isBusy} onClick={() => send(giveBack)}>
          {t('signIn.emergency.giveBack')}
        </Button>
      </div>
    </>
  )
}

type ChoiceProps = PartProps & { account: Own; fields: ReadonlyMap<string, string> }

function Choice({ account, isBusy, fields, send }: ChoiceProps) {
  const t = useSignInT()
  const [role_id, setRole] = useState(account.roles[0]?.id ?? '')
  const [hours, setHours] = useState('1')
  const [reason, setReason] = useState('')
  const take = () =>
    ask(api.POST('/api/emergency/take', { body: { role_id, hours: Number(hours) || 0, reason } }))
  return (
    <>
      <p>{t('signIn.emergency.takeNote')}</p>
      <SelectField
        label={t('signIn.emergency.role')}
        value={role_id}
        error={fields.get('role_id')}
        data={account.roles.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(event) => setRole(event.currentTarget.value)}
      />
      <TextField
        label={t('signIn.emergency.takeHours', { count: account.hours_max })}
        type="number"
        min={1}
        max={account.hours_max}
        value={hours}
        error={fields.get('hours')}
        onChange={(event) => setHours(event.currentTarget.value)}
      />
      <TextAreaField
        label={t('signIn.emergency.reason')}
        maxLength={1000}
        value={reason}
        error={fields.get('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button loading={isBusy} onClick={() => send(take)}>
        {t('signIn.emergency.take')}
      </Button>
    </>
  )
}
