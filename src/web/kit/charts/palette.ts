/** The colors of a chart, read from the tokens of the scheme that is painted now. */
export type Palette = {
  series: string[]
  low: string
  high: string
  text: string
  dim: string
  line: string
  surface: string
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--wl-${name}`).trim()
  return {
    series: [1, 2, 3, 4, 5, 6].map((index) => token(`chart-${index}`)),
    low: token('chart-low'),
    high: token('chart-high'),
    text: token('text'),
    dim: token('text-dim'),
    line: token('border'),
    surface: token('surface-raised'),
  }
}
