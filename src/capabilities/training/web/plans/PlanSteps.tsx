import { Button } from '@mantine/core'
import { useState } from 'react'
import { Failure, FormDialog, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { AddItemDialog } from './AddItemDialog.tsx'
import type { Plan } from './data.ts'
import { useSend } from './send.ts'

/** The buttons of what the reader may do with the plan now. */
export function PlanSteps({ plan }: { plan: Plan }) {
  const t = useTrainingT()
  const [open, setOpen] = useState<'send_back' | 'withdraw' | 'add'>()
  const plain = plan.steps.filter((step) => step === 'submit' || step === 'review' || step === 'approve')
  const reasoned = plan.steps.filter((step) => step === 'send_back' || step === 'withdraw')
  const isFirst = plan.plan.length === 0
  return (
    <div className={`${styles.row} ${styles.more}`}>
      {!isFirst && plain.map((step) => <StepButton key={step} plan={plan} step={step} />)}
      {plan.steps.includes('edit') && (
        <Button h={44} variant={isFirst ? 'filled' : 'default'} onClick={() => setOpen('add')}>
          {t('training.plans.add')}
        </Button>
      )}
      {reasoned.map((step) => (
        <Button key={step} h={44} variant="default" onClick={() => setOpen(step)}>
          {t(`training.planStep.${step}`)}
        </Button>
      ))}
      {open === 'add' && <AddItemDialog plan={plan} onClose={() => setOpen(undefined)} />}
      {(open === 'send_back' || open === 'withdraw') && (
        <ReasonDialog plan={plan} step={open} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

function StepButton({ plan, step }: { plan: Plan; step: 'submit' | 'review' | 'approve' }) {
  const t = useTrainingT()
  const send = useSend(plan)
  const { isBusy, problem, submit } = useSubmit(() => send[step]())
  return (
    <>
      <Button h={44} loading={isBusy} onClick={() => void submit()}>
        {t(`training.planStep.${step}`)}
      </Button>
      <Failure problem={problem} />
    </>
  )
}

function ReasonDialog(props: { plan: Plan; step: 'send_back' | 'withdraw'; onClose: () => void }) {
  const t = useTrainingT()
  // What somebody else changed while this is typed is not passed over.
  const [seen] = useState(props.plan)
  const send = useSend(seen)
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={t(`training.planStep.${props.step}`)}
      submitLabel={t(`training.planStep.${props.step}`)}
      isReady={reason.trim() !== ''}
      onSubmit={() => send[props.step](reason.trim())}
      onClose={props.onClose}
    >
      {(errors) => (
        <TextAreaField
          data-autofocus
          label={t('training.needs.why')}
          value={reason}
          maxLength={2000}
          {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
