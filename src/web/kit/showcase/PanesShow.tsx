import { useState } from 'react'
import { SplitPanes } from '../SplitPanes.tsx'
import { toast } from '../toast.ts'
import { TableShow } from './TableShow.tsx'

export function PanesShow() {
  const [isOpen, setOpen] = useState(true)
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
            width: '18%',
            width_px_min: 140,
            isQuiet: true,
            content: (
              <div style={{ padding: 16 }}>
                <label>
                  Words <input />
                </label>
                <button type="button" onClick={() => setOpen(!isOpen)}>
                  Open or close
                </button>
              </div>
            ),
          },
          { key: 'list', label: 'List', width_px_min: 280, content: <TableShow /> },
          ...(isOpen
            ? [
                {
                  key: 'record',
                  label: 'Record',
                  width: '40%',
                  width_px_min: 280,
                  content: <div style={{ padding: 16 }}>Record</div>,
                },
              ]
            : []),
        ]}
      />
    </div>
  )
}
