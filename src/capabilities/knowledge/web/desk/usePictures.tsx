import { useState } from 'react'
import { uploadFile } from '../../../../web/api/upload.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'

type Asked = { name: string; answer: (words: string) => void }

/** Uploads for the editor; of each picture it is asked what it shows, for those who cannot see it. */
export function usePictures() {
  const [asked, setAsked] = useState<Asked>()
  const upload = async (file: File): Promise<{ url: string; name: string }> => {
    const { url, name, isInline } = await uploadFile(file)
    if (!isInline) return { url, name }
    const words = await new Promise<string>((answer) => setAsked({ name, answer }))
    setAsked(undefined)
    return { url, name: words.trim() || name }
  }
  const dialog = asked && <PictureDialog key={asked.name} {...asked} />
  return { upload, dialog }
}

function PictureDialog({ name, answer }: Asked) {
  const t = useKnowledgeT()
  const [words, setWords] = useState('')
  return (
    <FormDialog
      title={t('knowledge.picture.title')}
      submitLabel={t('knowledge.picture.use')}
      isReady={words.trim() !== ''}
      onSubmit={async () => answer(words)}
      onClose={() => answer(words || name)}
    >
      <TextField
        label={t('knowledge.picture.label')}
        hint={t('knowledge.picture.hint')}
        maxLength={300}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
