import { Button, Group, Stack, Tabs } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { setupI18n } from '../i18n/setup.ts'
import { Time } from '../i18n/Time.tsx'
import { AppearanceFields } from './AppearanceFields.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { BarChart } from './charts/BarChart.tsx'
import { HeatMap } from './charts/HeatMap.tsx'
import { LineChart, StackedBars } from './charts/SeriesChart.tsx'
import { Sparkline } from './charts/Sparkline.tsx'
import { Density, type DensityKind } from './Density.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ErrorState } from './ErrorState.tsx'
import { MarkdownEditor } from './editor/MarkdownEditor.tsx'
import { FileDrop } from './FileDrop.tsx'
import {
  CheckboxField,
  ChoiceField,
  PasswordField,
  SelectField,
  TextAreaField,
  TextField,
} from './fields.tsx'
import { KitProvider } from './KitProvider.tsx'
import { Markdown } from './Markdown.tsx'
import { PageHeader } from './PageHeader.tsx'
import { PersonChip } from './PersonChip.tsx'
import { ListSkeleton, PageSkeleton } from './Skeletons.tsx'
import { SkipLink } from './SkipLink.tsx'
import { SplitPanes } from './SplitPanes.tsx'
import { STATE_LOOK, StatusBadge, type Tone } from './StatusBadge.tsx'
import { CommandPalette, openCommandPalette } from './shortcuts/CommandPalette.tsx'
import { useCommandSource } from './shortcuts/useCommandSource.ts'
import { useShortcut } from './shortcuts/useShortcut.ts'
import { DataTable } from './table/DataTable.tsx'
import type { Column, Sort } from './table/types.ts'
import { toast } from './toast.ts'

/*
 * Every part of the kit on one page, for its tests and for whoever draws the next one. It is no part of the
 * product: only the development server and the tests know it. So its sentences need no translation.
 */

const PAGE_ROWS = 200
const MARKDOWN = `## A heading

Hello @[Ana Reyes](person:018f3b6e-0000-7000-8000-000000000000), see **this** [page](https://example.org/a) and \`code\`.

- [ ] ask the ward
- [x] restart the printer

| Printer | Pages |
| --- | ---: |
| 3 West | 120 |

> The label printer stops when the roll is empty.

![A stranger's picture](https://example.org/x.png) <script>alert(1)</script>

\`\`\`
ipconfig /all
\`\`\`
`

type Row = {
  id: string
  number: number
  title: string
  state: keyof typeof STATE_LOOK
  person: string
  at: number
  days: number[]
}

const STATES = Object.keys(STATE_LOOK) as Row['state'][]
const TITLES = [
  'Printer on 3 West prints blank labels',
  'Cannot sign in after the change of shift',
  'Barcode scanner does not pair',
  'Monitor flickers in room 214',
]
const PEOPLE = ['Ana Reyes', 'Sam Okafor', 'Mei Chen', 'Jordan Blake']

function makeRow(index: number): Row {
  return {
    id: `row-${index}`,
    number: 100_000 - index,
    title: TITLES[index % TITLES.length] ?? '',
    state: STATES[index % STATES.length] ?? 'waiting',
    person: PEOPLE[index % PEOPLE.length] ?? '',
    at: Date.now() - index * 47 * 60_000,
    days: Array.from({ length: 8 }, (_, day) => (index * 7 + day * 5) % 11),
  }
}

const COLUMNS: Column<Row>[] = [
  {
    key: 'number',
    header: 'Number',
    width: '5rem',
    isSortable: true,
    render: (row) => row.number,
    narrow: 'show',
  },
  {
    key: 'title',
    header: 'Title',
    width: 'minmax(10rem, 1fr)',
    isMain: true,
    isSortable: true,
    render: (row) => row.title,
  },
  {
    key: 'state',
    header: 'State',
    width: '7rem',
    narrow: 'show',
    render: (row) => <StatusBadge label={row.state} {...STATE_LOOK[row.state]} />,
  },
  { key: 'person', header: 'Person', width: '9rem', render: (row) => <PersonChip name={row.person} /> },
  {
    key: 'age',
    header: 'Age',
    width: '8rem',
    align: 'end',
    isSortable: true,
    narrow: 'show',
    render: (row) => <Time at={row.at} />,
  },
  {
    key: 'days',
    header: 'Days',
    width: '6rem',
    isHiddenAtFirst: true,
    render: (row) => <Sparkline values={row.days} label="Days" />,
  },
]

function TableShow() {
  const count = Number(new URLSearchParams(location.search).get('rows') ?? PAGE_ROWS)
  const [rows, setRows] = useState<Row[]>(() => Array.from({ length: count }, (_, index) => makeRow(index)))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [sort, setSort] = useState<Sort>({ column: 'number', direction: 'descending' })
  const [fresh, setFresh] = useState(3)
  const loadMore = useCallback(
    () =>
      setRows((before) => [
        ...before,
        ...Array.from({ length: PAGE_ROWS }, (_, index) => makeRow(before.length + index)),
      ]),
    [],
  )
  return (
    <DataTable
      id="showcase"
      label="Requests"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={(row) => String(row.number)}
      rowHref={(row) => `#${row.id}`}
      openKey="row-2"
      rows_total={100_000}
      loadMore={loadMore}
      hasMore={rows.length < 100_000}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      selectionActions={<Button variant="default">Take</Button>}
      fresh_count={fresh}
      onShowFresh={() => setFresh(0)}
      empty={<EmptyState title="Nothing waits" />}
    />
  )
}

function EditorShow() {
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  return (
    <Stack>
      <MarkdownEditor
        label="Reply"
        value={text}
        onChange={setText}
        draftKey="showcase.reply"
        placeholder="Write a reply"
        onSubmit={() => {
          toast.show(`Sent: ${text}`, 'success')
          setText('')
        }}
        onUpload={async (file) => ({ url: `/api/attachments/${file.name}`, name: file.name })}
        onMention={async (query) =>
          PEOPLE.filter((name) => name.toLowerCase().includes(query.toLowerCase())).map((name, index) => ({
            id: `018f3b6e-0000-7000-8000-00000000000${index}`,
            name,
            note: 'Ward 3 West',
          }))
        }
      />
      <output data-testid="markdown" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </output>
      <MarkdownEditor label="Internal note" tone="internal" lines_min={2} value={note} onChange={setNote} />
      <Markdown source={MARKDOWN} />
    </Stack>
  )
}

const DATA = ['Accounts', 'Printing', 'Network', 'Imaging', 'Phones'].map((label, index) => ({
  key: label,
  label,
  value: [124, 96, 71, 40, 12][index] ?? 0,
}))
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const SERIES = [
  { key: 'in', label: 'Came in', values: [80, 92, 71, 88, 95, 30, 22] },
  { key: 'out', label: 'Solved', values: [70, 85, 80, 84, 99, 35, 20] },
]

function ChartShow() {
  const [chosen, setChosen] = useState('')
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
  return (
    <Stack>
      <output data-testid="chosen">{chosen}</output>
      <BarChart
        title="By topic"
        summary="Accounts lead with 124, then printing with 96."
        data={DATA}
        onSelect={setChosen}
      />
      <BarChart
        title="By topic, across"
        summary="Accounts lead with 124."
        data={DATA}
        direction="horizontal"
        onSelect={setChosen}
      />
      <LineChart
        title="In and out"
        summary="As much is solved as comes in."
        labels={DAYS}
        series={SERIES}
        onSelect={(key, index) => setChosen(`${key} ${index}`)}
      />
      <StackedBars title="Both together" summary="Fridays are the busiest." labels={DAYS} series={SERIES} />
      <HeatMap
        title="Hour of the week"
        summary="Most comes between eight and ten on weekdays."
        rows={DAYS}
        columns={hours}
        values={DAYS.map((_, day) =>
          hours.map((_, hour) => Math.max(0, Math.round((day < 5 ? 12 : 3) - Math.abs(hour - 9)))),
        )}
        onSelect={(row, column) => setChosen(`${row} ${column}`)}
      />
    </Stack>
  )
}

function WordsShow() {
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
      <Group gap="xs">
        <Button>Save</Button>
        <Button variant="default">Later</Button>
        <Button variant="light">Light</Button>
        <Button variant="subtle">Subtle</Button>
        <Button color="red" onClick={() => setOpen(true)}>
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

function PanesShow() {
  return (
    <div style={{ height: 480, border: '1px solid var(--wl-border)' }}>
      <SplitPanes
        id="showcase"
        shown="list"
        onBack={() => toast.show('Back')}
        panes={[
          {
            key: 'views',
            label: 'Views',
            share: 18,
            width_px_min: 140,
            isQuiet: true,
            content: <div style={{ padding: 16 }}>Views</div>,
          },
          { key: 'list', label: 'List', share: 42, width_px_min: 280, content: <TableShow /> },
          {
            key: 'record',
            label: 'Record',
            share: 40,
            width_px_min: 280,
            content: <div style={{ padding: 16 }}>Record</div>,
          },
        ]}
      />
    </div>
  )
}

const SHOWS = { words: WordsShow, table: TableShow, editor: EditorShow, charts: ChartShow, panes: PanesShow }
type ShowName = keyof typeof SHOWS

function Showcase() {
  const [density, setDensity] = useState<DensityKind>('desk')
  const [name, setName] = useState<ShowName>(() => {
    const wanted = new URLSearchParams(location.search).get('show') ?? ''
    return wanted in SHOWS ? (wanted as ShowName) : 'words'
  })
  const Show = SHOWS[name]
  useShortcut('g w', 'Go to words', () => setName('words'))
  useShortcut('g t', 'Go to the table', () => setName('table'))
  useCommandSource(
    useMemo(
      () => ({
        id: 'go',
        group: 'Pages',
        commands: (Object.keys(SHOWS) as ShowName[]).map((show) => ({
          id: `go.${show}`,
          label: `Go to ${show}`,
          shortcut: show === 'words' ? 'g w' : undefined,
          run: () => setName(show),
        })),
      }),
      [],
    ),
  )
  useCommandSource(
    useMemo(
      () => ({
        id: 'people',
        group: 'People',
        commands: async (query: string) =>
          query
            ? PEOPLE.filter((person) => person.toLowerCase().includes(query.toLowerCase())).map((person) => ({
                id: person,
                label: person,
                hint: 'Ward 3 West',
                run: () => toast.show(person),
              }))
            : [],
      }),
      [],
    ),
  )
  useEffect(() => {
    document.body.dataset.ready = 'true'
  }, [])
  return (
    <Density kind={density}>
      <SkipLink />
      <header style={{ padding: '8px 16px', borderBottom: '1px solid var(--wl-border)' }}>
        <Group gap="xs">
          <Button variant="default" onClick={openCommandPalette}>
            Search
          </Button>
          <Button variant="subtle" onClick={() => setDensity(density === 'desk' ? 'portal' : 'desk')}>
            {density}
          </Button>
        </Group>
      </header>
      <main id="main" style={{ padding: '0 16px 32px' }}>
        <PageHeader title={`Kit: ${name}`} note="Every part on one page" actions={<Button>New</Button>} />
        <Tabs value={name} onChange={(value) => setName((value ?? 'words') as ShowName)} mb="md">
          <Tabs.List style={{ flexWrap: 'wrap' }}>
            {Object.keys(SHOWS).map((show) => (
              <Tabs.Tab key={show} value={show}>
                {show}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {Object.keys(SHOWS).map((show) => (
            <Tabs.Panel
              key={show}
              value={show}
              pt="md"
              style={show === 'table' ? { height: 560 } : undefined}
            >
              {show === name && <Show />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </main>
      <CommandPalette />
    </Density>
  )
}

await setupI18n({ en: [], es: [] }, new URLSearchParams(location.search).get('language') ?? undefined)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <KitProvider zone="America/New_York">
      <Showcase />
    </KitProvider>,
  )
}
