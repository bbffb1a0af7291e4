import { Button } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { api, ask } from '../../../web/api/client.ts'
import styles from './callers.module.css'
import { useSending } from './data.ts'
import { useCallersT } from './useCallersT.ts'

type NotSureProps = { id: string; failure?: 'unsure' | 'not_reached'; onNews: () => void }

/** Ends it on the safe side: nothing is done, security hears of it, and nobody is to blame. */
export function NotSure({ id, failure = 'unsure', onNews }: NotSureProps) {
  const t = useCallersT()
  const { run, isBusy, failure: refusal } = useSending()
  const end = () =>
    run(async () => {
      await ask(
        api.POST('/api/callers/verifications/{id}/fail', { params: { path: { id } }, body: { failure } }),
      )
      onNews()
    })
  return (
    <div className={styles.unsure}>
      <Button
        color="red"
        variant={failure === 'unsure' ? 'filled' : 'light'}
        size="md"
        fullWidth
        loading={isBusy}
        leftSection={<IconPhoneOff size={18} aria-hidden />}
        onClick={end}
      >
        {t(`callers.end.${failure}`)}
      </Button>
      {failure === 'unsure' && <p className={styles.small}>{t('callers.end.note')}</p>}
      {refusal && (
        <p role="alert" className={styles.failure}>
          {refusal}
        </p>
      )}
    </div>
  )
}
