import { Button, Group, Tabs } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { setupI18n } from '../i18n/setup.ts'
import { Density, type DensityKind } from './Density.tsx'
import { KitProvider } from './KitProvider.tsx'
import { PageHeader } from './PageHeader.tsx'
import { SkipLink } from './SkipLink.tsx'
import { CommandPalette, openCommandPalette } from './shortcuts/CommandPalette.tsx'
import { useCommandSource } from './shortcuts/useCommandSource.ts'
import { useShortcut } from './shortcuts/useShortcut.ts'
import { ChartShow } from './showcase/ChartShow.tsx'
import { EditorShow } from './showcase/EditorShow.tsx'
import { PanesShow } from './showcase/PanesShow.tsx'
import { PEOPLE } from './showcase/people.ts'
import { TableShow } from './showcase/TableShow.tsx'
import { WordsShow } from './showcase/WordsShow.tsx'
import { toast } from './toast.ts'

/*
 * Every part of the kit on one page, for its tests and for whoever draws the next one. It is no part of the
 * product: only the development server and the tests know it. So its sentences need no translation.
 */

const SHOWS = { words: WordsShow, table: TableShow, editor: EditorShow, charts: ChartShow, panes: PanesShow }
type ShowName = keyof typeof SHOWS

function useCommands(setName: (name: ShowName) => void): void {
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
      [setName],
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
}

function Showcase() {
  const [density, setDensity] = useState<DensityKind>('desk')
  const [name, setName] = useState<ShowName>(() => {
    const wanted = new URLSearchParams(location.search).get('show') ?? ''
    return wanted in SHOWS ? (wanted as ShowName) : 'words'
  })
  const Show = SHOWS[name]
  useCommands(setName)
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
