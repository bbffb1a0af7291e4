import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import type { LearningLine } from './data.ts'
import { certificatePath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** The certificate of a line of learning: made, taken along, and, by whose it is, shown to others or not. */
export function CertificatePart({
  line,
  title,
  isOwn,
}: {
  line: LearningLine
  title: string
  isOwn: boolean
}) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const params = { path: { id: line.id } }
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['training'] })
  const make = useMutation({
    mutationFn: () => ask(api.POST('/api/training/records/{id}/certificate', { params, body: {} })),
    onSuccess,
  })
  const share = useMutation({
    mutationFn: (is_public: boolean) =>
      ask(api.POST('/api/training/records/{id}/certificate/share', { params, body: { is_public } })),
    onSuccess,
  })
  const { certificate } = line
  const failure = make.error ?? share.error
  if (!certificate)
    return (
      <div>
        <Button size="compact-sm" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t('training.certificate.make')}
        </Button>
        {failure && <p role="alert">{failure.message}</p>}
      </div>
    )
  return (
    <section aria-label={t('training.certificate.of', { title })}>
      <div className={styles.row}>
        <Files lineId={line.id} name={certificate.name} />
        {isOwn && (
          <Button
            size="compact-sm"
            variant="default"
            loading={share.isPending}
            onClick={() => share.mutate(!certificate.is_public)}
          >
            {t(certificate.is_public ? 'training.certificate.hide' : 'training.certificate.show')}
          </Button>
        )}
      </div>
      {failure && <p role="alert">{failure.message}</p>}
    </section>
  )
}

/** What can be taken along: the sheet and, where others may check it, the badge. */
function Files({ lineId, name }: { lineId: string; name: string | null }) {
  const t = useTrainingT()
  const language = useFormat().locale.startsWith('es') ? 'es' : 'en'
  const files = `/api/training/records/${lineId}`
  return (
    <>
      <a
        className={styles.link}
        href={`${files}/certificate.pdf?language=${language}`}
        target="_blank"
        rel="noreferrer"
      >
        {t('training.certificate.sheet')}
      </a>
      {name !== null && (
        <>
          <a className={styles.link} href={`${files}/badge`} download>
            {t('training.certificate.badge')}
          </a>
          <a className={styles.link} href={`${files}/badge?form=svg`} download>
            {t('training.certificate.picture')}
          </a>
          <a className={styles.link} href={`${certificatePath}#${name}`} target="_blank" rel="noreferrer">
            {t('training.certificate.link')}
          </a>
        </>
      )}
    </>
  )
}
