/** How much mail may go out. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import type { Sending } from './data.ts'
import styles from './mail-out.module.css'
import { useMailOutT } from './useMailOutT.ts'
import { useSave } from './useSave.ts'

export function Limits({ sending }: { sending: Sending }) {
  const t = useMailOutT()
  const { save, isBusy } = useSave()
  const [perAddress, setPerAddress] = useState(sending.per_address_hour?.toString() ?? '')
  const [perMinute, setPerMinute] = useState(sending.per_minute?.toString() ?? '')
  const limit = (text: string) => (text === '' ? null : Number(text))
  const body = {
    per_address_hour: limit(perAddress),
    per_minute: limit(perMinute),
    dkim_is_on: sending.dkim_is_on,
    version: sending.version,
  }
  return (
    <section className={styles.section} aria-labelledby="mail-limits">
      <h2 id="mail-limits">{t('mailOut.limits')}</h2>
      <p className={styles.dim}>{t('mailOut.limitsNote')}</p>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void save(() => ask(api.PUT('/api/mail/sending', { body })), t('mailOut.saved'))
        }}
      >
        <Count label={t('mailOut.perAddress')} value={perAddress} onChange={setPerAddress} />
        <Count label={t('mailOut.perMinute')} value={perMinute} onChange={setPerMinute} />
        <div>
          <Button type="submit" variant="default" loading={isBusy}>
            {t('mailOut.save')}
          </Button>
        </div>
      </form>
    </section>
  )
}

type CountProps = { label: string; value: string; onChange: (value: string) => void }

function Count({ label, value, onChange }: CountProps) {
  const t = useMailOutT()
  return (
    <TextField
      type="number"
      label={label}
      hint={t('mailOut.noLimit')}
      min={1}
      max={10_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
