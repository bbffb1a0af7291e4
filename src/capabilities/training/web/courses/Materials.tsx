import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { type Course, type CourseVersion, courseQuery } from '../courses-data.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

type File = CourseVersion['materials'][number]

/** The files of a version, for those who teach it. */
export function Materials({ course, version }: { course: Course; version: CourseVersion }) {
  const t = useTrainingT()
  const [erasing, setErasing] = useState<File>()
  const mayErase = course.actions.includes('courses.remove_material')
  return (
    <>
      <h2 className={styles.heading}>{t('training.materials.title')}</h2>
      {version.materials.length === 0 ? (
        <p className={styles.small}>{t('training.materials.none')}</p>
      ) : (
        <ul className={styles.lines}>
          {version.materials.map((file) => (
            <li key={file.file_id} className={styles.row}>
              <FileLink courseId={course.id} file={file} />
              <span className={styles.small}>
                {t(file.is_for_learners ? 'training.materials.learners' : 'training.materials.teachers')}
              </span>
              {mayErase && !file.is_removed && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('training.materials.eraseOf', { name: file.name })}
                  onClick={() => setErasing(file)}
                >
                  {t('training.materials.erase')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {erasing && <EraseDialog courseId={course.id} file={erasing} onClose={() => setErasing(undefined)} />}
    </>
  )
}

/** The files of a class’s version that the reader may take along; nothing where there are none. */
export function ClassMaterials({ courseId, version }: { courseId: string; version: number }) {
  const t = useTrainingT()
  const course = useQuery(courseQuery(courseId)).data
  const files = course?.versions.find((each) => each.version === version)?.materials ?? []
  if (files.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t('training.materials.title')}>
      {files.map((file) => (
        <li key={file.file_id}>
          <FileLink courseId={courseId} file={file} />
        </li>
      ))}
    </ul>
  )
}

function FileLink({ courseId, file }: { courseId: string; file: File }) {
  const t = useTrainingT()
  const format = useFormat()
  if (file.is_removed) return <span className={styles.gone}>{t('training.materials.removed')}</span>
  return (
    <span>
      <a className={styles.link} href={`/api/courses/${courseId}/materials/${file.file_id}`} download>
        {file.name}
      </a>{' '}
      <span className={styles.small}>{format.fileSize(file.size_bytes)}</span>
    </span>
  )
}

function EraseDialog({ courseId, file, onClose }: { courseId: string; file: File; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/courses/{id}/remove-material', {
        params: { path: { id: courseId } },
        body: { file_id: file.file_id },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    onClose()
  })
  return (
    <ConfirmDialog
      isOpen
      tone="danger"
      title={t('training.materials.eraseTitle')}
      confirmLabel={t('training.materials.erase')}
      cancelLabel={t('training.materials.keep')}
      isBusy={isBusy}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      {t('training.materials.eraseBody', { name: file.name })}
      <Failure problem={problem} />
    </ConfirmDialog>
  )
}
