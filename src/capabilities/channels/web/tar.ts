/** A folder of the browser as one file that the server unpacks. */

const block_bytes = 512
const name_bytes_max = 100
const encoder = new TextEncoder()

/** The files of a chosen folder that matter: what is hidden, such as the history of a repository, stays behind. */
export function visibleFiles(files: readonly File[]): File[] {
  return files.filter(
    (file) =>
      !pathOf(file)
        .split('/')
        .some((part) => part.startsWith('.')),
  )
}

/** A tar archive of the files with their paths below the folder. The files are read when it is sent. */
export function tarOf(name: string, files: readonly File[]): File {
  const parts: BlobPart[] = []
  const add = (path: string, type: string, size_bytes: number, content: BlobPart) => {
    parts.push(header(path, type, size_bytes), content, new Uint8Array(-size_bytes & (block_bytes - 1)))
  }
  for (const file of files) {
    const path = encoder.encode(pathOf(file))
    if (path.length > name_bytes_max) add('././@LongLink', 'L', path.length, path)
    add(pathOf(file), '0', file.size, file)
  }
  parts.push(new Uint8Array(2 * block_bytes))
  return new File(parts, `${name}.tar`, { type: 'application/x-tar' })
}

export function pathOf(file: File): string {
  return file.webkitRelativePath || file.name
}

function header(path: string, type: string, size_bytes: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(block_bytes)
  const write = (text: string, at: number) => block.set(encoder.encode(text), at)
  block.set(encoder.encode(path).subarray(0, name_bytes_max), 0)
  write('0000644\0', 100)
  write(`${size_bytes.toString(8).padStart(11, '0')}\0`, 124)
  write('        ', 148)
  write(type, 156)
  write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
