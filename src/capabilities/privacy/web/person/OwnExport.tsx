import { Button } from '@mantine/core'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { download } from '../data.ts'
import styles from '../privacy.module.css'
import { usePrivacyT } from '../usePrivacyT.ts'

/** What is kept of oneself, to take along. */
export function OwnExport() {
  const t = usePrivacyT()
  const { isBusy, problem, submit } = useSubmit(async () => {
    const { id } = await confirmed(() => ask(api.POST('/api/privacy/own-export', { body: {} })))
    download(id)
  })
  return (
    <section className={styles.part} aria-labelledby="own-export">
      <h2 id="own-export">{t('privacy.own.title')}</h2>
      <p className={styles.small}>{t('privacy.own.note')}</p>
      <Failure problem={problem} />
      <Button variant="default" className={styles.take} loading={isBusy} onClick={() => void submit()}>
        {t('privacy.own.take')}
      </Button>
    </section>
  )
}
