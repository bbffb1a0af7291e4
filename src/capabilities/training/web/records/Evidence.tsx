import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { useUploads } from '../useUploads.ts'

const files_max = 10
export type EvidenceRow = { id: string; name: string }

/** The files that prove a line; nothing where there are none. */
export const EvidenceLinks = ({ lineId, files }: { lineId: string; files: readonly EvidenceRow[] }) => (
  <ProofLinks from={`/api/training/records/${lineId}`} files={files} />
)

/** Files to download `from` an address; nothing where there are none. */
export function ProofLinks({ from, files }: { from: string; files: readonly EvidenceRow[] }) {
  const t = useTrainingT()
  if (files.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t('training.line.files')}>
      {files.map(({ id, name }) => (
        <li key={id}>
          <a className={styles.link} href={`${from}/files/${id}`} download>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Files are sent as they are chosen, and belong to the line when it is written down. */
export function EvidenceField({
  files,
  error,
  onChange,
}: {
  files: readonly EvidenceRow[]
  error: string | undefined
  onChange: (change: (files: readonly EvidenceRow[]) => readonly EvidenceRow[]) => void
}) {
  const t = useTrainingT()
  const { status, failures, take } = useUploads(({ id, name }) =>
    onChange((present) => [...present, { id, name }]),
  )
  return (
    <section aria-label={t('training.line.files')}>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map(({ id, name }) => (
            <li key={id} className={styles.row}>
              {name}
              <ActionIcon
                aria-label={t('training.materials.remove', { name })}
                onClick={() => onChange((present) => present.filter((file) => file.id !== id))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileDrop
        label={t('training.record.addFiles')}
        files_max={files_max - files.length}
        isDisabled={files.length >= files_max || status !== ''}
        onFiles={(chosen) => void take(chosen)}
      />
      <p role="status" className={styles.small}>
        {status}
      </p>
      {[...failures, ...(error ? [error] : [])].map((words) => (
        <p key={words} role="alert" className={styles.late}>
          {words}
        </p>
      ))}
    </section>
  )
}
