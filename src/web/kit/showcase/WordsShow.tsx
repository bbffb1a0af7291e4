import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { AppearanceFields } from '../AppearanceFields.tsx'
import { ConfirmDialog } from '../ConfirmDialog.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { ErrorState } from '../ErrorState.tsx'
import { FileDrop } from '../FileDrop.tsx'
import {
  CheckboxField,
  ChoiceField,
  PasswordField,
  SelectField,
  TextAreaField,
  TextField,
} from '../fields.tsx'
import { PersonChip } from '../PersonChip.tsx'
import { ListSkeleton, PageSkeleton } from '../Skeletons.tsx'
import { StatusBadge, type Tone } from '../StatusBadge.tsx'
import { toast } from '../toast.ts'

export function WordsShow() {
  const [isOpen, setOpen] = useState(false)
  const [choice, setChoice] = useState<'one' | 'all'>()
  const tones: Tone[] = ['neutral', 'accent', 'info', 'success', 'warning', 'danger']
  return (
    <Stack maw={640}>
      <Group gap="xs">
        {tones.map((tone) => (
          <StatusBadge key={tone} label={tone} tone={tone} />
        ))}
      </Group>
      <ButtonShow onDelete={() => setOpen(true)} />
      <PersonChip name="Ana Reyes" note="Nurse, 3 West" href="#ana" size="large" />
      <TextField label="Place" hint="The ward or room" placeholder="3 West" required={false} />
      <TextField label="Device" error="Choose a device." defaultValue="?" />
      <PasswordField label="Password" />
      <TextAreaField label="What happened" placeholder="A sentence is enough" />
      <SelectField label="How many" data={['Only me', 'The ward', 'The hospital']} />
      <CheckboxField label="I can still work" />
      <ChoiceField
        label="Who is it for"
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'one', label: 'Me' },
          { value: 'all', label: 'The ward', hint: 'Everybody on it is told' },
        ]}
      />
      <FileDrop
        label="Add a picture"
        size_bytes_max={1_000_000}
        onFiles={(files) => toast.show(files.map((file) => file.name).join(', '))}
      />
      <ErrorState
        problem={{
          title: 'The request was changed by Sam',
          detail: 'Look at it again, then save.',
          reference: '7F3K-91',
        }}
        onRetry={() => undefined}
      />
      <EmptyState
        title="Nothing waits for you"
        action={<Button variant="default">See what the team has</Button>}
      >
        Take the next one from the queue.
      </EmptyState>
      <AppearanceFields />
      <ListSkeleton rows={3} />
      <PageSkeleton />
      <ConfirmDialog
        isOpen={isOpen}
        title="Delete 3 requests?"
        confirmLabel="Delete 3 requests"
        tone="danger"
        onConfirm={() => setOpen(false)}
        onCancel={() => setOpen(false)}
      >
        They cannot be brought back.
      </ConfirmDialog>
    </Stack>
  )
}

function ButtonShow({ onDelete }: { onDelete: () => void }) {
  return (
    <Group gap="xs">
      <Button>Save</Button>
      <Button variant="default">Later</Button>
      <Button variant="light">Light</Button>
      <Button variant="subtle">Subtle</Button>
      <Button color="red" onClick={onDelete}>
        Delete
      </Button>
      <Button color="green">Solve</Button>
      <Button color="yellow" variant="light">
        Pause
      </Button>
      <Button
        variant="default"
        onClick={() => toast.undo('Closed 1 request', () => toast.show('Open again'))}
      >
        Close
      </Button>
      <Button disabled>Disabled</Button>
    </Group>
  )
}
