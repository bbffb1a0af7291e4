import { Button } from '@mantine/core'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { GapList } from '../GapList.tsx'
import { minePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { MatrixTable } from './MatrixTable.tsx'

/** Those whom one leads beside what is asked of them. */
export function Page() {
  const t = useTrainingT()
  return (
    <div className={styles.page}>
      <PageHeader
        above={
          <AppLink className={styles.link} href={minePath}>
            {t('training.mine.title')}
          </AppLink>
        }
        title={t('training.matrix.myPeople')}
        note={t('training.matrix.myPeopleNote')}
        actions={
          <Button component="a" h={44} variant="default" href="/api/training/matrix/export.csv" download>
            {t('training.matrix.export')}
          </Button>
        }
      />
      <MatrixTable filter={{}} empty={[t('training.matrix.noPeople'), t('training.matrix.noPeopleBody')]} />
      <h2 className={styles.heading}>{t('training.mine.led')}</h2>
      <GapList filter={{}} />
    </div>
  )
}
