/** The key that signs mail: made here, published by hand, then switched on. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { SwitchField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import type { Sending } from './data.ts'
import styles from './mail-out.module.css'
import { useMailOutT } from './useMailOutT.ts'
import { useSave } from './useSave.ts'

export function Signature({ sending }: { sending: Sending }) {
  const t = useMailOutT()
  const { save, isBusy } = useSave()
  const [isAsking, setAsking] = useState(false)
  const { dkim, version, per_address_hour, per_minute } = sending
  const make = async () => {
    setAsking(false)
    await save(() => ask(api.POST('/api/mail/sending/dkim-key', { body: {} })), t('mailOut.publish'))
  }
  const turn = (dkim_is_on: boolean) =>
    save(
      () =>
        ask(api.PUT('/api/mail/sending', { body: { version, per_address_hour, per_minute, dkim_is_on } })),
      t('mailOut.saved'),
    )
  return (
    <section className={styles.section} aria-labelledby="mail-signature">
      <h2 id="mail-signature">{t('mailOut.dkim')}</h2>
      <p className={styles.dim}>{t('mailOut.dkimNote', { domain: sending.domain })}</p>
      {dkim && (
        <div className={styles.record}>
          <p>{t('mailOut.publish')}</p>
          <TextField label={t('mailOut.dnsName')} readOnly value={dkim.name} />
          <TextAreaField label={t('mailOut.dnsValue')} readOnly value={dkim.value} />
          <SwitchField
            label={t('mailOut.dkimOn')}
            checked={sending.dkim_is_on}
            disabled={isBusy}
            onChange={(event) => void turn(event.currentTarget.checked)}
          />
        </div>
      )}
      <Group gap="xs">
        {dkim && <Copy text={dkim.value} />}
        <Button variant="default" loading={isBusy} onClick={() => (dkim ? setAsking(true) : void make())}>
          {t(dkim ? 'mailOut.makeNew' : 'mailOut.makeKey')}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('mailOut.newKeyTitle')}
        confirmLabel={t('mailOut.makeNew')}
        onConfirm={() => void make()}
        onCancel={() => setAsking(false)}
      >
        {t('mailOut.newKeyBody')}
      </ConfirmDialog>
    </section>
  )
}

function Copy({ text }: { text: string }) {
  const t = useMailOutT()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    toast.show(t('mailOut.copied'), 'success')
  }
  return (
    <Button variant="default" onClick={() => void copy()}>
      {t('mailOut.copy')}
    </Button>
  )
}
