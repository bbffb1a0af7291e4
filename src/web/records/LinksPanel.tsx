import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { AppLink } from '../kit/AppLink.tsx'
import styles from './LinksPanel.module.css'
import { Shown } from './masks/Shown.tsx'
import { useRecordsT } from './useRecordsT.ts'

export type RecordLink = {
  key: string
  id: string
  /** The type as it reads from this record, and its words. */
  type: string
  words: string
  href: string
  number: number
  title: string
  isDone: boolean
}

type LinksPanelProps = {
  links: readonly RecordLink[]
  /** Left out where the reader may not. */
  onAdd?: () => void
  onRemove?: (link: RecordLink) => void
}

/** What a record is linked to, by type. */
export function LinksPanel({ links, onAdd, onRemove }: LinksPanelProps) {
  const t = useRecordsT()
  return (
    <>
      {links.length === 0 && <p className={styles.none}>{t('records.links.none')}</p>}
      <ul className={styles.links}>
        {links.map((link) => (
          <li key={link.key}>
            <span className={styles.words}>{link.words}</span>{' '}
            <AppLink href={link.href} data-done={link.isDone} className={styles.link}>
              <span className="wl-figures">#{link.number}</span> <Shown text={link.title} />
            </AppLink>
            {onRemove && (
              <ActionIcon
                size="xs"
                aria-label={t('records.links.remove', { name: `#${link.number}` })}
                onClick={() => onRemove(link)}
              >
                <IconX size={12} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {onAdd && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={onAdd}
          >
            {t('records.links.add')}
          </Button>
        </div>
      )}
    </>
  )
}
