// Runs before the first paint, so that no page flashes in the wrong colors.
// The keys are those of src/web/kit/appearance.ts. Storage may be closed to us: then the system decides.
;(() => {
  var root = document.documentElement
  var kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('wardline.appearance')) || {}
  } catch (_) {
    kept = {}
  }
  var isDark =
    kept.scheme === 'dark' || (kept.scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  var isContrasted =
    kept.contrast === 'more' || (kept.contrast !== 'normal' && matchMedia('(prefers-contrast: more)').matches)
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
  root.setAttribute('data-contrast', isContrasted ? 'more' : 'normal')
  root.setAttribute('data-text-size', kept.textSize || 'normal')
  root.lang = kept.language || root.lang
})()

// On a workstation that many use: pages of whoever was here before are not shown again, neither by Back nor in
// another tab. The names are those of src/web/shell/leave-nothing.ts.
;(() => {
  var wasSwitched = () => {
    try {
      return sessionStorage.getItem('wardline.switched') !== null
    } catch (_) {
      return false
    }
  }
  var from = performance.getEntriesByType('navigation')[0]
  if (from && from.type === 'back_forward' && wasSwitched()) location.replace('/')
  addEventListener('pageshow', (event) => {
    if (event.persisted && wasSwitched()) location.replace('/')
  })
  // The page that is left tells the others by this channel, since one of its own would be heard here as well.
  var tabs = new BroadcastChannel('wardline.left')
  addEventListener('wardline.left', () => tabs.postMessage('left'))
  tabs.onmessage = () => {
    document.body.replaceChildren()
    sessionStorage.clear()
    sessionStorage.setItem('wardline.switched', '1')
    location.replace('/sign-in')
  }
})()
