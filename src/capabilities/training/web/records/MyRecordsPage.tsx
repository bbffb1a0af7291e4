import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { minePath, myRecordsPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { RecordList } from './RecordList.tsx'

/** What oneself and those whom one leads learned. */
export function Page() {
  const t = useTrainingT()
  return (
    <RecordList
      path={myRecordsPath}
      note={t('training.records.myNote')}
      above={
        <AppLink className={styles.link} href={minePath}>
          {t('training.mine.title')}
        </AppLink>
      }
    />
  )
}
