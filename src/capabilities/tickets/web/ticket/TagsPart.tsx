import { ActionIcon, Button, TagsInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { queueHref } from '../data/queue.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'
import type { SideProps } from './SidePanel.tsx'

/** Tags are put on and taken off at once, and can be taken back. */
export function TagsPart({ ticket, run }: SideProps) {
  const t = useTicketsT()
  const mayTag = ticket.may.includes('tickets.tag')
  const [isAdding, setAdding] = useState(false)
  const add = (tags: string[]) => {
    const fresh = tags.map((tag) => tag.trim()).filter((tag) => tag && !ticket.tags.includes(tag))
    setAdding(false)
    if (fresh.length === 0) return
    void run(
      'tag',
      { tags: fresh },
      {
        atOnce: (shown) => ({ ...shown, tags: [...shown.tags, ...fresh] }),
        said: t('tickets.did.tag', { tags: fresh.join(', ') }),
        undo: { verb: 'untag', body: { tags: fresh } as never },
      },
    )
  }
  const remove = (tag: string) =>
    void run(
      'untag',
      { tags: [tag] },
      {
        atOnce: (shown) => ({ ...shown, tags: shown.tags.filter((each) => each !== tag) }),
        said: t('tickets.did.untag', { tags: tag }),
        undo: { verb: 'tag', body: { tags: [tag] } as never },
      },
    )
  return (
    <div className={styles.tags}>
      {ticket.tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          <AppLink href={queueHref({ view: 'all', tag })}>{tag}</AppLink>
          {mayTag && (
            <ActionIcon
              size="xs"
              aria-label={t('tickets.side.removeTag', { tag })}
              onClick={() => remove(tag)}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          )}
        </span>
      ))}
      {isAdding && (
        <TagsInput
          size="xs"
          aria-label={t('tickets.side.addTag')}
          autoFocus
          maxTags={20}
          acceptValueOnBlur
          onChange={add}
          onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}
        />
      )}
      {mayTag && !isAdding && (
        <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
          {t('tickets.side.addTag')}
        </Button>
      )}
    </div>
  )
}
