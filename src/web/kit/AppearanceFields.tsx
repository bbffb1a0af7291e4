import { Stack } from '@mantine/core'
import { LanguageSwitch } from '../i18n/LanguageSwitch.tsx'
import type { Language } from '../i18n/setup.ts'
import { useKitT } from '../i18n/useKitT.ts'
import { type Scheme, type TextSize, useAppearance } from './appearance.ts'
import { SelectField, SwitchField } from './fields.tsx'

/** Language, colors, contrast and text size of this device, for a profile page or a menu. */
export function AppearanceFields({ onLanguage }: { onLanguage?: (language: Language) => void }) {
  const t = useKitT()
  const { scheme, contrast, textSize, set } = useAppearance()
  return (
    <Stack gap="sm">
      <LanguageSwitch onChange={onLanguage} />
      <SelectField
        label={t('kit.appearance.scheme')}
        value={scheme}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`kit.appearance.${value}`),
        }))}
        onChange={(event) => set({ scheme: event.currentTarget.value as Scheme })}
      />
      <SelectField
        label={t('kit.appearance.textSize')}
        value={textSize}
        data={(['normal', 'large', 'largest'] as const).map((value) => ({
          value,
          label: t(`kit.appearance.${value}`),
        }))}
        onChange={(event) => set({ textSize: event.currentTarget.value as TextSize })}
      />
      <SwitchField
        label={t('kit.appearance.contrast')}
        checked={contrast === 'more'}
        onChange={(event) => set({ contrast: event.currentTarget.checked ? 'more' : 'normal' })}
      />
    </Stack>
  )
}
