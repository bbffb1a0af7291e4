import { useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import type { Upload } from './types.ts'

const FILES_MAX = 10

/** Uploads files one after another and gives each to `insert`; `status` says what is under way or what failed. */
export function useUploads(
  onUpload: Upload | undefined,
  insert: (file: { url: string; name: string; isImage: boolean }) => void,
) {
  const t = useKitT()
  const [status, setStatus] = useState('')

  const take = async (files: readonly File[]) => {
    if (!onUpload) return
    for (const file of files.slice(0, FILES_MAX)) {
      setStatus(t('kit.editor.uploading', { name: file.name }))
      try {
        const { url, name } = await onUpload(file)
        insert({ url, name, isImage: file.type.startsWith('image/') })
        setStatus('')
      } catch {
        setStatus(t('kit.editor.uploadFailed', { name: file.name }))
        return
      }
    }
  }
  return { status, take }
}

/** The files of a paste or drop. Text that a spreadsheet or browser gives along with a picture of it stays text. */
export function filesOf(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/plain')) return []
  return Array.from(data.files)
}
