import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import styles from '../catalog.module.css'
import type { AskedItem } from '../data.ts'
import { pictureAddress } from '../ItemIcon.tsx'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import { FormFields, focusField } from './FormFields.tsx'
import { NextBox } from './NextBox.tsx'
import { ForWhom, KeptLine, NoteField, Refusal } from './parts.tsx'
import type { Asking } from './useAsking.ts'

/** The whole form with what happens next beside it. */
export function OnePage({ item, asking, above }: { item: AskedItem; asking: Asking; above: ReactNode }) {
  const t = useCatalogT()
  const said = useSaid()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.look('all')
    const wrong = asking.shown.find(({ key }) => asking.flaws.has(key))
    if (wrong) return focusField(wrong.key)
    void asking.send()
  }
  return (
    <div className={styles.page}>
      <PageHeader title={said(item.name)} above={above} note={said(item.summary)} />
      {item.picture && (
        <img
          className={styles.largePicture}
          src={pictureAddress(item.picture.id)}
          alt={said(item.picture.alt)}
        />
      )}
      <form className={styles.onePage} onSubmit={submit} noValidate>
        <div className={styles.fields}>
          <ForWhom item={item} asking={asking} />
          <FormFields
            shown={asking.shown}
            given={asking.kept.given}
            names={asking.kept.names}
            today={item.today}
            errorOf={asking.errorOf}
            onAnswer={asking.answer}
          />
          <NoteField asking={asking} />
        </div>
        <div className={styles.beside}>
          <NextBox item={item} />
          <Refusal asking={asking} />
          <Button type="submit" size="md" loading={asking.isBusy}>
            {t('catalog.form.send')}
          </Button>
          <KeptLine asking={asking} />
        </div>
      </form>
    </div>
  )
}
