import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import type { OneClass } from '../classes-data.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { ClassFields, type ClassWish, isWhole, sentOf } from './ClassFields.tsx'
import { FollowingField } from './FollowingField.tsx'

/** As the clocks of the zone show it, for a field of day and time. */
function localTime(at: string, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return shown.format(new Date(at)).replace(' ', 'T')
}

const wishOf = (of: OneClass): ClassWish => ({
  starts_at: localTime(of.starts_at, of.time_zone),
  minutes: String((Date.parse(of.ends_at) - Date.parse(of.starts_at)) / 60_000),
  capacity: String(of.capacity),
  virtual_link: of.virtual_link ?? '',
  cost: of.cost === null ? '' : String(of.cost),
  place: of.place_id,
  trainers: of.trainer_ids.map((id, at) => ({ id, name: of.trainers[at] ?? '' })),
})

/** Changes a class that did not begin yet; what somebody else changed since it was opened is not written over. */
export function EditClassDialog({ of, onClose }: { of: OneClass; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  // News may bring another version while somebody types: the one that was seen first counts.
  const [version] = useState(of.record_version)
  const [wish, setWish] = useState(() => wishOf(of))
  const [withFollowing, setWithFollowing] = useState(false)
  const send = async () => {
    await ask(
      api.POST('/api/classes/{id}/edit', {
        params: { path: { id: of.id }, header: { 'if-match': `"${version}"` } },
        body: {
          ...sentOf(wish),
          time_zone: of.time_zone,
          cost: wish.cost.trim() === '' ? null : Number(wish.cost),
          with_following: withFollowing,
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    toast.show(t('training.classes.changed'), 'success')
  }
  return (
    <FormDialog
      title={t('training.classes.edit')}
      submitLabel={t('training.save')}
      isReady={isWhole(wish)}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('training.classes.editHint', { count: of.booked })}</p>
          <ClassFields wish={wish} zone={of.time_zone} errors={errors} onChange={setWish} />
          <FollowingField
            count={of.following}
            hint={t('training.classes.followingHint')}
            isChecked={withFollowing}
            onChange={setWithFollowing}
          />
        </>
      )}
    </FormDialog>
  )
}
