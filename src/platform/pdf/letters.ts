/** The letters of printed pages: Latin, Greek, Cyrillic and Devanagari, of which a page takes along what it uses. */
import { createRequire } from 'node:module'
import { type Font, openSync } from 'fontkit'

const { resolve } = createRequire(import.meta.url)

/** The files of the fonts, as PDFKit takes them. */
export const fonts = {
  regular: resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
} as const

let font: Font | undefined

/** False for a text with signs that the fonts do not have, such as Chinese letters; they would come out as empty boxes. */
export function isPrintable(text: string): boolean {
  font ??= openSync(fonts.regular) as Font
  const { hasGlyphForCodePoint } = font
  return [...text.normalize('NFC')].every((letter) =>
    hasGlyphForCodePoint.call(font, letter.codePointAt(0) ?? 0),
  )
}
