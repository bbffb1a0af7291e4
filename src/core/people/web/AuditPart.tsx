import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

/** On a record's page, for those who read the audit log: the way to who was here. */
export function AuditPart({ id }: { id: string; version: number }) {
  const t = useOrganizationT()
  if (!useMay()('audit.read')) return null
  return (
    <PanelSection title={t('organization.audit.title')}>
      <AppLink className={styles.link} href={`${base}/audit?record=${id}`}>
        {t('organization.audit.ofRecord')}
      </AppLink>
    </PanelSection>
  )
}
