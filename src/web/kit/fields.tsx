import {
  Checkbox,
  type CheckboxProps,
  NativeSelect,
  type NativeSelectProps,
  PasswordInput,
  type PasswordInputProps,
  Radio,
  Stack,
  Switch,
  type SwitchProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useKitT } from '../i18n/useKitT.ts'

/** What every field shares: a visible label, a hint under it, and the sentence of its error. */
type FieldWords = { label: string; hint?: ReactNode; error?: string }
type Field<Props> = Omit<Props, 'label' | 'description' | 'error'> & FieldWords

const EMPTY_NOTE = { withAsterisk: false } as const

export function TextField({ hint, ...rest }: Field<TextInputProps>) {
  return <TextInput {...EMPTY_NOTE} {...rest} label={<Label {...rest} />} description={hint} />
}

export function PasswordField({ hint, ...rest }: Field<PasswordInputProps>) {
  const t = useKitT()
  return (
    <PasswordInput
      {...EMPTY_NOTE}
      {...rest}
      label={<Label {...rest} />}
      description={hint}
      visibilityToggleButtonProps={{ 'aria-label': t('kit.field.showPassword'), tabIndex: 0 }}
    />
  )
}

export function TextAreaField({ hint, ...rest }: Field<TextareaProps>) {
  return (
    <Textarea
      autosize
      minRows={3}
      maxRows={16}
      {...EMPTY_NOTE}
      {...rest}
      label={<Label {...rest} />}
      description={hint}
    />
  )
}

/** The system's own list: on a phone it is better than any that we could draw. */
export function SelectField({ hint, ...rest }: Field<NativeSelectProps>) {
  return <NativeSelect {...EMPTY_NOTE} {...rest} label={<Label {...rest} />} description={hint} />
}

// A target of less than 24 pixels is missed, and against WCAG 2.2 where another one is near.
const largeEnough = () => ({ root: { '--checkbox-size': '24px' } })

export function CheckboxField({ hint, label, error, ...rest }: Field<CheckboxProps>) {
  return <Checkbox vars={largeEnough} {...rest} label={label} description={hint} error={error} />
}

export function SwitchField({ hint, label, error, ...rest }: Field<SwitchProps>) {
  return <Switch {...rest} label={label} description={hint} error={error} />
}

type ChoiceFieldProps<Value extends string> = FieldWords & {
  options: readonly { value: Value; label: string; hint?: string }[]
  value: Value | undefined
  onChange: (value: Value) => void
  required?: boolean
}

/** A few choices, all visible. Past seven, a SelectField. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const name = useId()
  return (
    <Radio.Group
      name={name}
      label={<Label label={props.label} required={props.required} />}
      description={props.hint}
      error={props.error}
      value={props.value ?? ''}
      onChange={(value) => props.onChange(value as Value)}
    >
      <Stack gap="xs" mt="xs">
        {props.options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} description={option.hint} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** What may be left out is marked, rather than what may not: most fields are needed. */
function Label({ label, required }: { label: string; required?: boolean }) {
  const t = useKitT()
  return (
    <>
      {label}
      {required === false && (
        <span style={{ color: 'var(--wl-text-dim)', fontWeight: 400 }}> {t('kit.field.optional')}</span>
      )}
    </>
  )
}
