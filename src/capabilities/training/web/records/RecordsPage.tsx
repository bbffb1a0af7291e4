import { Tabs } from '../parts.tsx'
import { recordsPath } from '../paths.ts'
import { useTrainingT } from '../useTrainingT.ts'
import { RecordList } from './RecordList.tsx'

/** Everything that anybody learned, for who reads of everybody. */
export function Page() {
  const t = useTrainingT()
  return (
    <RecordList path={recordsPath} note={t('training.records.note')} tabs={<Tabs here={recordsPath} />} />
  )
}
