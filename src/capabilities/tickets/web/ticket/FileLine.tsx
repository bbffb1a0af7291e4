import { IconFile, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { useShown } from '../../../../web/records/masks/Shown.tsx'
import { FileRefused } from '../../../privacy/web/index.ts'
import type { Ticket } from '../data/ticket.ts'
import { openFile } from '../data/upload.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'

/** A file as a button: its link works once, so it is made when it is wanted. */
export function FileLine({ file }: { file: Ticket['files'][number] }) {
  const t = useTicketsT()
  const format = useFormat()
  const name = useShown(file.name).text
  const [refusal, setRefusal] = useState<unknown>()
  if (file.removed_at)
    return <span className={styles.gone}>{t('tickets.page.removedFile', { name: file.name })}</span>
  const Icon = file.is_inline ? IconPhoto : IconFile
  const size = format.fileSize(file.size_bytes)
  return (
    <>
      <button
        type="button"
        className={styles.file}
        title={t('tickets.page.download', { name, size })}
        onClick={() => void openFile(file.id).catch(setRefusal)}
      >
        <Icon size={15} aria-hidden />
        {name}
        <span className={styles.dim}>{size}</span>
      </button>
      {refusal !== undefined && (
        <FileRefused
          id={file.id}
          problem={refusal}
          onOpen={() => openFile(file.id)}
          onClose={() => setRefusal(undefined)}
        />
      )}
    </>
  )
}
