import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { offeredReplies } from './data.ts'
import { Finder } from './Finder.tsx'
import styles from './macros.module.css'
import { useMacrosT } from './useMacrosT.ts'

type ReplyPickerProps = { ticketId: string; onInsert: (markdown: string) => void; onClose: () => void }

/** Finds a canned reply, filled in for the ticket, and gives it to be put where the cursor is. */
export function ReplyPicker({ ticketId, onInsert, onClose }: ReplyPickerProps) {
  const t = useMacrosT()
  const kit = useKitT()
  const { data, error, refetch } = useQuery(offeredReplies(ticketId))
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('macros.pick.title')}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      returnFocus={false}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton />
      ) : (
        <Finder
          label={t('macros.pick.search')}
          listLabel={t('macros.pick.list')}
          none={t('macros.pick.none')}
          rows={data.rows}
          onChoose={(row) => {
            onInsert(row.text)
            void ask(
              api.POST('/api/canned-replies/{id}/use', { params: { path: { id: row.id } }, body: {} }),
            ).catch(() => undefined)
          }}
        >
          {(row) => (
            <>
              <strong>{row.name}</strong>{' '}
              {row.language !== data.language && (
                <span className={styles.small}>
                  {t(row.language === 'en' ? 'macros.pick.other' : 'macros.pick.otherEs')}
                </span>
              )}
              <p className={styles.small}>{row.text.slice(0, 200)}</p>
            </>
          )}
        </Finder>
      )}
    </Modal>
  )
}

/** What will be put under a reply on the ticket. */
export function SignatureNote({ ticketId }: { ticketId: string }) {
  const t = useMacrosT()
  const { data } = useQuery({ ...offeredReplies(ticketId), staleTime: 60_000 })
  if (!data?.signature) return null
  return (
    <div>
      <p className={styles.small}>{t('macros.signature.added')}</p>
      <p className={styles.text}>{data.signature}</p>
    </div>
  )
}
