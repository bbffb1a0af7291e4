import styles from '../catalog.module.css'
import { useCatalogT } from '../useCatalogT.ts'

/** The words of a question, marked where it may be left out. */
export function OptionalLabel({ label, isOptional }: { label: string; isOptional: boolean }) {
  const t = useCatalogT()
  return (
    <>
      {label}
      {isOptional && <span className={styles.optional}> {t('catalog.form.optional')}</span>}
    </>
  )
}
