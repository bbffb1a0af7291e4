import { SplitPanes } from '../SplitPanes.tsx'
import { toast } from '../toast.ts'
import { TableShow } from './TableShow.tsx'

export function PanesShow() {
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
