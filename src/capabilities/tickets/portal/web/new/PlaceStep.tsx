import { Button, Select } from '@mantine/core'
import { TextField } from '../../../../../web/kit/fields.tsx'
import { usePlaces } from '../../../web/data/directory.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './new.module.css'
import type { StepPart } from './Tiles.tsx'

const DEVICE_LENGTH_MAX = 200

/** The place with this id or, since a printed code may carry it, this name. */
export function placeOf<Place extends { id: string; name: string }>(
  places: readonly Place[],
  wanted: string | undefined,
): Place | undefined {
  if (!wanted) return undefined
  const name = wanted.trim().toLowerCase()
  return places.find((place) => place.id === wanted || place.name.toLowerCase() === name)
}

/** Where it is; both may be left out. */
export function PlaceStep({ form, change, next, heading }: StepPart) {
  const t = usePortalT()
  const places = usePlaces()
  const place = placeOf(places, form.placeId)
  const isKnown = place !== undefined || form.device !== ''
  return (
    <form
      className={styles.step}
      onSubmit={(event) => {
        event.preventDefault()
        next()
      }}
    >
      <h1 ref={heading} tabIndex={-1} className={styles.question}>
        {t('portal.new.place.title')}
      </h1>
      {isKnown && <p className={styles.hint}>{t('portal.new.place.known')}</p>}
      {places.length > 0 && (
        <Select
          label={t('portal.new.place.place')}
          placeholder={t('portal.new.place.placePick')}
          nothingFoundMessage={t('portal.new.place.placeNone')}
          searchable
          clearable
          data={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={place?.id ?? null}
          onChange={(value) => change({ placeId: value ?? '' })}
          maxDropdownHeight={280}
        />
      )}
      <TextField
        label={t('portal.new.place.device')}
        hint={t('portal.new.place.deviceHint')}
        autoComplete="off"
        maxLength={DEVICE_LENGTH_MAX}
        value={form.device}
        onChange={(event) => change({ device: event.currentTarget.value })}
      />
      <Button type="submit">{t('portal.new.next')}</Button>
    </form>
  )
}
