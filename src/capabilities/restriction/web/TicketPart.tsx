import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { shownQuery } from './data.ts'
import { GrantDialog } from './GrantDialog.tsx'
import { RestrictDialog } from './RestrictDialog.tsx'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'
import { Grants, useLevelSentence } from './WhoSees.tsx'

/** At the side of a ticket, for those who may restrict it: who sees it, and the ways to change that. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useRestrictionT()
  const may = useMay()
  const sentence = useLevelSentence()
  const isSetter = may('records.restrict')
  const { data } = useQuery({ ...shownQuery(id), enabled: isSetter })
  const [open, setOpen] = useState<'restrict' | 'grant'>()
  if (!isSetter || !data) return null
  return (
    <PanelSection title={t('restriction.part.title')}>
      <p className={styles.who}>{sentence(data)}</p>
      <Grants id={id} admissions={data.admissions} maySet={data.may_set} />
      {(data.may_set || data.may_set_security) && (
        <Group gap="xs" mt={8}>
          <Button size="compact-sm" variant="default" onClick={() => setOpen('restrict')}>
            {t(data.level === null ? 'restriction.part.restrict' : 'restriction.part.change')}
          </Button>
          {data.level !== null && data.may_set && (
            <Button size="compact-sm" variant="default" onClick={() => setOpen('grant')}>
              {t('restriction.part.grant')}
            </Button>
          )}
        </Group>
      )}
      {open === 'restrict' && <RestrictDialog id={id} shown={data} onClose={() => setOpen(undefined)} />}
      {open === 'grant' && <GrantDialog id={id} onClose={() => setOpen(undefined)} />}
    </PanelSection>
  )
}
