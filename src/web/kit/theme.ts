import { createTheme } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { createElement } from 'react'

const MOTION_MS = 100

/**
 * Mantine's theme. Colors, sizes and density are CSS (tokens.css, theme.css), so that a scheme changes
 * without a render; here stand only the defaults of components.
 */
export const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  defaultRadius: 'md',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm' } },
    // The arrow says nothing that the role of the field does not say.
    NativeSelect: {
      defaultProps: { rightSection: createElement(IconChevronDown, { size: 14, 'aria-hidden': true }) },
    },
    Modal: {
      defaultProps: {
        // A dialog's header is no banner of the page, which a bare <header> would be.
        attributes: { header: { role: 'presentation' } },
        centered: true,
        transitionProps: { duration: MOTION_MS },
        overlayProps: { opacity: 0.4 },
      },
    },
    Drawer: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        transitionProps: { duration: MOTION_MS },
      },
    },
    Menu: {
      defaultProps: {
        transitionProps: { duration: MOTION_MS },
        shadow: 'md',
        // A menu holds items alone; the focus begins on the first of them.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: MOTION_MS }, shadow: 'md' } },
    Combobox: { defaultProps: { transitionProps: { duration: MOTION_MS }, shadow: 'md' } },
    Tooltip: {
      defaultProps: {
        transitionProps: { duration: MOTION_MS },
        openDelay: 400,
        events: { hover: true, focus: true, touch: false },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Skeleton: { defaultProps: { animate: false } },
  },
})
