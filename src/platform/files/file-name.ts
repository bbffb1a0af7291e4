const READ_CHARACTERS_MAX = 4096
const ORIGINAL_CHARACTERS_MAX = 1000
const DISPLAY_BYTES_MAX = 180

/** Names that Windows gives to devices, whatever extension follows. */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(?=\.|$)/i

/** Characters that steer the direction of the text or have no width: they make exe.jpg out of gpj.exe. */
const UNSEEN =
  /\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff0-\ufffb]|\p{Noncharacter_Code_Point}/gu

/** Path separators and what Windows forbids in names, with the characters that look the same. */
const FORBIDDEN = /[/\\:*?"<>|\u2044\u2215\u2216\u29f5\u29f8\uff0f\uff3c\uff1a\ufe68]/g

const EXECUTABLE_EXTENSIONS = new Set(
  `exe com scr pif dll ocx cpl sys drv msi msp mst msix msixbundle appx appxbundle application bat cmd ps1
  ps1xml psm1 psd1 psc1 vb vbs vbe js jse mjs cjs ws wsf wsc wsh sct hta jar class jnlp sh bash zsh csh ksh
  fish command tool workflow action scpt scptd applescript osax app apk aab ipa deb rpm dmg pkg mpkg run elf so dylib ko py pyc pyw pyz pl rb php php3 php4 php5 phtml phar asp aspx ashx asmx jsp jspx cgi lnk
  url webloc inf reg scf msc gadget chm hlp iso img vhd vhdx xll wll xlam ppam docm dotm xlsm xltm pptm potm
  ppsm sldm swf wasm xpi crx desktop library-ms search-ms searchconnector-ms settingcontent-ms theme
  themepack diagcab appref-ms xbap`.split(/\s+/),
)

export type FileName = {
  /** Safe to show, to offer for saving and to put into a zip file. */
  display: string
  /** What was sent, well-formed and bounded, for the record only. */
  original: string
  /** Lower case, without the dot; empty when there is none. */
  extension: string
}

/** Makes a safe display name of whatever a browser or a mail gave as a file's name. Never fails. */
export function cleanFileName(given: string): FileName {
  const read = given.slice(0, READ_CHARACTERS_MAX).toWellFormed()
  const original = [...read.replaceAll('\u0000', '\ufffd')].slice(0, ORIGINAL_CHARACTERS_MAX).join('')
  const name = read
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(UNSEEN, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    // Windows drops dots and spaces at the end, so "setup.exe. ." would be a program after all.
    .replace(/^[. ]+|[. ]+$/g, '')
  const extension = extensionOf(name)
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1)
  const dot_extension = extension === '' ? '' : name.slice(-extension.length - 1)
  const room_bytes = DISPLAY_BYTES_MAX - Buffer.byteLength(`_${dot_extension}`)
  const cut = cutToBytes(withoutInnerPrograms(stem), room_bytes) + dot_extension
  const display = cut === '' ? 'file' : cut.replace(DEVICE_NAME, '_$&')
  return { display, original, extension: extensionOf(display).toLowerCase() }
}

/** Whether a name, cleaned or not, ends in the extension of a program, a script or a shortcut. */
export function isExecutableName(name: string): boolean {
  return EXECUTABLE_EXTENSIONS.has(extensionOf(name.replace(/[. ]+$/, '')).toLowerCase())
}

function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}-]{1,20})$/u.exec(name)?.[1] ?? ''
}

/** "photo.exe.jpg" becomes "photo_exe.jpg": hiding the last extension then shows no program. */
function withoutInnerPrograms(stem: string): string {
  let name = stem
  while (isExecutableName(name)) {
    const at = name.lastIndexOf('.')
    name = `${name.slice(0, at)}_${name.slice(at + 1)}`
  }
  return name
}

function cutToBytes(text: string, bytes_max: number): string {
  let size_bytes = 0
  let kept = ''
  for (const character of text) {
    size_bytes += Buffer.byteLength(character)
    if (size_bytes > bytes_max) break
    kept += character
  }
  return kept.replace(/[. ]+$/, '')
}
