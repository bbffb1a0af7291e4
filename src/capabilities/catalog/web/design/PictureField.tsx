import { Button, Input } from '@mantine/core'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { uploadFile } from '../../../../web/api/upload.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import styles from '../catalog.module.css'
import { pictureAddress } from '../ItemIcon.tsx'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import type { PartProps } from './AboutFields.tsx'
import design from './design.module.css'
import { SaidFields } from './SaidFields.tsx'

/** A picture of one's own instead of the icon, with the words for those who do not see it. */
export function PictureField({ content, errors, change, itemId }: PartProps & { itemId: string }) {
  const t = useCatalogT()
  const said = useSaid()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const { picture } = content
  const take = async ([file]: File[]) => {
    if (!file) return
    setFailure('')
    setBusy(true)
    try {
      const { id: file_id } = await uploadFile(file)
      const params = { path: { id: itemId } }
      const { id } = await ask(api.POST('/api/catalog/manage/{id}/pictures', { params, body: { file_id } }))
      change({ picture: { id, alt: picture?.alt ?? { en: '' } } })
    } catch (refusal) {
      setFailure(
        refusal instanceof ProblemError
          ? (refusal.fields.get('file_id') ?? refusal.detail ?? refusal.title)
          : t('catalog.design.pictureFailed'),
      )
    }
    setBusy(false)
  }
  return (
    <>
      <Input.Wrapper
        label={t('catalog.design.picture')}
        labelElement="div"
        description={t('catalog.design.pictureHint')}
        error={errors.get('picture/id')}
      >
        {picture && (
          <div className={design.withIcon}>
            <img className={styles.largePicture} src={pictureAddress(picture.id)} alt={said(picture.alt)} />
            <Button variant="default" onClick={() => change({ picture: undefined })}>
              {t('catalog.design.pictureRemove')}
            </Button>
          </div>
        )}
        <FileDrop
          label={t('catalog.design.pictureAdd')}
          accept="image/png,image/jpeg,image/webp"
          files_max={1}
          isDisabled={isBusy}
          onFiles={(files) => void take(files)}
        />
        <p role="status" className={styles.small}>
          {isBusy ? t('catalog.design.pictureSending') : ''}
        </p>
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
      </Input.Wrapper>
      {picture && (
        <SaidFields
          label={t('catalog.design.pictureAlt')}
          value={picture.alt}
          length_max={200}
          at="picture/alt"
          errors={errors}
          onChange={(alt) => change({ picture: { ...picture, alt } })}
        />
      )}
    </>
  )
}
