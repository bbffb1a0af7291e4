import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { useTrainingT } from '../useTrainingT.ts'

/** Whether what is done to a class is done to those that follow in its series, too; nothing where none does. */
export function FollowingField({
  count,
  hint,
  isChecked,
  onChange,
}: {
  count: number
  hint?: string
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}) {
  const t = useTrainingT()
  if (count === 0) return null
  return (
    <CheckboxField
      label={t('training.classes.following', { count })}
      {...(hint ? { hint } : {})}
      checked={isChecked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
