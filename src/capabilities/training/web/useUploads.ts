import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { uploadFile } from '../../../web/api/upload.ts'
import { useTrainingT } from './useTrainingT.ts'

/** Sends files one after the other; what fails says so, and the rest goes on. */
export function useUploads(onFile: (file: { id: string; name: string }) => void) {
  const t = useTrainingT()
  const [status, setStatus] = useState('')
  const [failures, setFailures] = useState<string[]>([])
  const take = async (files: File[]) => {
    setFailures([])
    for (const file of files) {
      setStatus(t('training.materials.uploading', { name: file.name }))
      try {
        onFile(await uploadFile(file))
      } catch (refusal) {
        const why =
          refusal instanceof ProblemError
            ? `${file.name}: ${refusal.detail ?? refusal.title}`
            : t('training.materials.failed', { name: file.name })
        setFailures((before) => [...before, why])
      }
    }
    setStatus('')
  }
  return { status, failures, take }
}
