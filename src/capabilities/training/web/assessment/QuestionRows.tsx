import { Button } from '@mantine/core'
import { useRef } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { Picture } from './HotSpot.tsx'
import type { PartProps } from './QuestionEditor.tsx'
import { newOption, newPair, type OptionRow } from './question-form.ts'

const rows_max = 12
const picture_bytes_max = 700_000
const sides = ['x', 'y', 'width', 'height'] as const

/** What can be chosen; of an order, in the right one. */
export function OptionRows({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const set = (id: string, change: Partial<OptionRow>) =>
    onChange({
      options: form.options.map((row) =>
        row.id === id
          ? { ...row, ...change }
          : // Of a choice only one is right.
            change.isRight && form.kind !== 'multiple'
            ? { ...row, isRight: false }
            : row,
      ),
    })
  return (
    <>
      <p className={styles.small}>
        {t(`training.assessment.optionsHint.${form.kind as 'choice' | 'multiple' | 'order' | 'hot_spot'}`)}
      </p>
      {errors.has('options') && <p className={styles.late}>{errors.get('options')}</p>}
      <ol className={styles.lines}>
        {form.options.map((row, index) => (
          <li key={row.id}>
            <div className={styles.fields}>
              <TextField
                label={t('training.assessment.field.option', { number: index + 1 })}
                value={row.text}
                maxLength={500}
                {...errorAt(errors, `options/${index}/text`)}
                onChange={(event) => set(row.id, { text: event.currentTarget.value })}
              />
              {form.kind === 'hot_spot' && <Sides row={row} onChange={(change) => set(row.id, change)} />}
            </div>
            <div className={styles.row}>
              {form.kind !== 'order' && (
                <CheckboxField
                  label={t('training.assessment.field.isRight', { number: index + 1 })}
                  checked={row.isRight}
                  onChange={(event) => set(row.id, { isRight: event.currentTarget.checked })}
                />
              )}
              <Button
                variant="subtle"
                size="compact-md"
                onClick={() => onChange({ options: form.options.filter(({ id }) => id !== row.id) })}
              >
                {t('training.assessment.removeOption', { number: index + 1 })}
              </Button>
            </div>
            {errors.has(`options/${index}/area`) && (
              <p className={styles.late}>{errors.get(`options/${index}/area`)}</p>
            )}
          </li>
        ))}
      </ol>
      <Button
        mt="sm"
        variant="default"
        disabled={form.options.length >= rows_max}
        onClick={() => onChange({ options: [...form.options, newOption()] })}
      >
        {t('training.assessment.addOption')}
      </Button>
    </>
  )
}

/** Where on the picture it is. */
function Sides({ row, onChange }: { row: OptionRow; onChange: (change: Partial<OptionRow>) => void }) {
  const t = useTrainingT()
  return sides.map((side) => (
    <TextField
      key={side}
      label={t(`training.assessment.side.${side}`)}
      inputMode="decimal"
      maxLength={6}
      value={row[side]}
      onChange={(event) => onChange({ [side]: event.currentTarget.value })}
    />
  ))
}

const errorAt = (errors: ReadonlyMap<string, string>, at: string) =>
  errors.has(at) ? { error: errors.get(at) as string } : {}

/** What belongs together. */
export function PairRows({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const set = (id: string, change: object) =>
    onChange({ pairs: form.pairs.map((row) => (row.id === id ? { ...row, ...change } : row)) })
  return (
    <>
      {errors.has('pairs') && <p className={styles.late}>{errors.get('pairs')}</p>}
      <ol className={styles.lines}>
        {form.pairs.map((row, index) => (
          <li key={row.id}>
            <div className={styles.fields}>
              {(['left', 'right'] as const).map((side) => (
                <TextField
                  key={side}
                  label={t(`training.assessment.field.${side}`, { number: index + 1 })}
                  value={row[side]}
                  maxLength={300}
                  {...errorAt(errors, `pairs/${index}/${side}`)}
                  onChange={(event) => set(row.id, { [side]: event.currentTarget.value })}
                />
              ))}
            </div>
            <Button
              variant="subtle"
              size="compact-md"
              onClick={() => onChange({ pairs: form.pairs.filter(({ id }) => id !== row.id) })}
            >
              {t('training.assessment.removeOption', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ol>
      <Button
        mt="sm"
        variant="default"
        disabled={form.pairs.length >= rows_max}
        onClick={() => onChange({ pairs: [...form.pairs, newPair()] })}
      >
        {t('training.assessment.addPair')}
      </Button>
    </>
  )
}

/** The picture with its areas, as they are written below it. */
export function PictureField({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const chosen = useRef<File>(undefined)
  const { isBusy, problem, submit } = useSubmit(async () => {
    if (!chosen.current) return
    const bytes = new Uint8Array(await chosen.current.arrayBuffer())
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    const { id } = await ask(api.POST('/api/training/pictures', { body: { content } }))
    onChange({ pictureId: id })
  })
  return (
    <div className={styles.upload}>
      <FileDrop
        label={t('training.assessment.choosePicture')}
        accept=".png,.jpg,.jpeg"
        files_max={1}
        size_bytes_max={picture_bytes_max}
        isDisabled={isBusy}
        onFiles={([file]) => {
          chosen.current = file
          void submit()
        }}
      />
      <Failure problem={problem} />
      {errors.has('picture_id') && <p className={styles.late}>{errors.get('picture_id')}</p>}
      {form.pictureId && (
        <Picture
          id={form.pictureId}
          areas={form.options.map(({ x, y, width, height }) => ({
            x: Number(x),
            y: Number(y),
            width: Number(width),
            height: Number(height),
          }))}
        />
      )}
    </div>
  )
}
