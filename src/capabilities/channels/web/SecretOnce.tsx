/** A secret that is shown once: it is nowhere to be found again. */
import { Button, Group } from '@mantine/core'
import { TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

type SecretProps = { title: string; secret: string; onKept: () => void }

export function SecretOnce({ title, secret, onKept }: SecretProps) {
  const t = useChannelsT()
  const copy = () =>
    void navigator.clipboard
      ?.writeText(secret)
      .then(() => toast.show(t('channels.secret.copied'), 'success'))
      .catch(() => toast.show(t('channels.secret.copyFailed'), 'danger'))
  return (
    <div role="status" className={styles.note}>
      <p>
        <strong>{title}</strong> {t('channels.secret.once')}
      </p>
      <TextField
        label={t('channels.secret.label')}
        value={secret}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="xs" mt="sm">
        <Button onClick={copy}>{t('channels.secret.copy')}</Button>
        <Button variant="default" onClick={onKept}>
          {t('channels.secret.kept')}
        </Button>
      </Group>
    </div>
  )
}
