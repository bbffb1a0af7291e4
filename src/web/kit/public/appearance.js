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
