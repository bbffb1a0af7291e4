/** Keys of the interface: one's own, and for who manages roles those of everybody and of service identities. */
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { useMay } from '../../../web/shell/session.ts'
import styles from './imports.module.css'
import { KeyList } from './KeyList.tsx'
import { beginPath } from './paths.ts'
import { useChannelsT } from './useChannelsT.ts'

export function Page() {
  const t = useChannelsT()
  const may = useMay()
  return (
    <div className={styles.page}>
      <PageHeader title={t('channels.keys.title')} note={t('channels.keys.note')} />
      {may('keys.own') && <AppLink href={beginPath}>{t('channels.begin.title')}</AppLink>}
      {may('keys.own') && <KeyList isAll={false} />}
      {may('roles.manage') && <KeyList isAll />}
    </div>
  )
}
