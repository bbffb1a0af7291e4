import { Button } from '@mantine/core'
import { SelectField, TextField } from '../../../../../web/kit/fields.tsx'
import type { RotaShown } from '../data.ts'
import { errorOf } from '../FormDialog.tsx'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { changed, type Layer, newRotation, without } from './draft.ts'
import { HoursFields } from './HoursFields.tsx'
import { RotationFields } from './RotationFields.tsx'

const onHolidays = ['always', 'only', 'never'] as const

type LayerFieldsProps = {
  layer: Layer
  place: number
  rota: RotaShown
  /** The date that the organization has, for a new rotation. */
  today: string
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Layer>) => void
  onRemove: () => void
}

/** A layer: its name, who takes turns, and when it is covered. */
export function LayerFields({ layer, place, rota, today, errors, onChange, onRemove }: LayerFieldsProps) {
  const t = useOnCallT()
  const at = `layers/${place}`
  const whole = errors.get(at) ?? errors.get(`${at}/rotations`)
  return (
    <fieldset className={styles.layer}>
      <legend>{layer.name || t('on_call.edit.layerNumber', { number: place + 1 })}</legend>
      {whole && <p className={styles.failure}>{whole}</p>}
      <General layer={layer} at={at} errors={errors} onChange={onChange} />
      {layer.rotations.map((rotation, index) => (
        <RotationFields
          // Rotations have no identity of their own; their order is what is edited.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          key={index}
          rotation={rotation}
          at={`${at}/rotations/${index}`}
          title={t('on_call.edit.rotationNumber', { number: index + 1, layer: layer.name })}
          people={rota.people}
          errors={errors}
          onChange={(change) => onChange({ rotations: changed(layer.rotations, index, change) })}
          {...(layer.rotations.length > 1
            ? { onRemove: () => onChange({ rotations: without(layer.rotations, index) }) }
            : {})}
        />
      ))}
      <HoursFields
        hours={layer.hours}
        at={`${at}/hours`}
        errors={errors}
        onChange={(hours) => onChange({ hours })}
      />
      <span className={styles.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            onChange({ rotations: [...layer.rotations, newRotation(layer.rotations.at(-1)?.to ?? today)] })
          }
        >
          {t('on_call.edit.addRotation')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('on_call.edit.removeLayerOf', { name: layer.name })}
          onClick={onRemove}
        >
          {t('on_call.edit.removeLayer')}
        </Button>
      </span>
    </fieldset>
  )
}

type GeneralProps = Pick<LayerFieldsProps, 'layer' | 'errors' | 'onChange'> & { at: string }

/** What it is called, where its clock hangs, and what holidays mean for it. */
function General({ layer, at, errors, onChange }: GeneralProps) {
  const t = useOnCallT()
  return (
    <div className={styles.fields}>
      <TextField
        label={t('on_call.edit.name')}
        value={layer.name}
        maxLength={100}
        {...errorOf(errors, `${at}/name`)}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextField
        label={t('on_call.edit.zone')}
        value={layer.time_zone}
        maxLength={64}
        {...errorOf(errors, `${at}/time_zone`)}
        onChange={(event) => onChange({ time_zone: event.currentTarget.value.trim() })}
      />
      <SelectField
        label={t('on_call.edit.onHolidays')}
        value={layer.on_holidays ?? 'always'}
        data={onHolidays.map((value) => ({ value, label: t(`on_call.edit.holidays.${value}`) }))}
        {...errorOf(errors, `${at}/on_holidays`)}
        onChange={(event) => {
          const chosen = onHolidays.find((each) => each === event.currentTarget.value)
          onChange({ on_holidays: chosen ?? 'always' })
        }}
      />
    </div>
  )
}
