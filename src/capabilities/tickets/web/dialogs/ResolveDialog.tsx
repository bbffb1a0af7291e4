import { Button } from '@mantine/core'
import { useState } from 'react'
import { ChoiceField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './FormDialog.module.css'
import { FormDialog } from './FormDialog.tsx'

export const resolutionCodes = [
  'fixed',
  'workaround',
  'answered',
  'taught',
  'duplicate',
  'no_fault',
  'declined',
] as const
export type Code = (typeof resolutionCodes)[number]
const templates = ['config', 'hardware', 'software', 'network', 'access', 'knowledge'] as const

type ResolveDialogProps = {
  title: string
  onResolve: (input: { code: Code; cause?: string }) => Promise<unknown>
  onClose: () => void
}

/** The result as a code, and the cause for those who meet it again. */
export function ResolveDialog({ title, onResolve, onClose }: ResolveDialogProps) {
  const t = useTicketsT()
  const [code, setCode] = useState<Code>('fixed')
  const [cause, setCause] = useState('')
  return (
    <FormDialog
      title={title}
      submitLabel={t('tickets.move.resolve')}
      onSubmit={() => onResolve({ code, ...(cause.trim() ? { cause: cause.trim() } : {}) })}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ChoiceField
            label={t('tickets.dialog.resolveCode')}
            value={code}
            onChange={setCode}
            error={errors.get('code')}
            options={resolutionCodes.map((value) => ({
              value,
              label: t(`tickets.code.${value}`),
              hint: t(`tickets.codeHint.${value}`),
            }))}
          />
          <TextAreaField
            label={t('tickets.dialog.resolveCause')}
            hint={t('tickets.dialog.causeHint')}
            required={false}
            value={cause}
            error={errors.get('cause')}
            onChange={(event) => setCause(event.currentTarget.value)}
          />
          {/* biome-ignore lint/a11y/useSemanticElements: A fieldset would need a legend that is drawn inside its border. */}
          <div className={styles.chips} role="group" aria-label={t('tickets.dialog.causeTemplates')}>
            {templates.map((name) => (
              <Button
                key={name}
                size="compact-sm"
                variant="default"
                onClick={() => setCause(t(`tickets.dialog.cause.${name}`) + cause)}
              >
                {t(`tickets.dialog.causeName.${name}`)}
              </Button>
            ))}
          </div>
        </>
      )}
    </FormDialog>
  )
}
