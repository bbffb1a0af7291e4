/** Zip files of courses: unpacked within bounds, and taken only when a manifest says what they are. */

import { readZip, ZipDamaged, type ZipEntry } from '../../../platform/files/read-zip.ts'
import { type Manifest, PackageFault } from './package-fault.ts'
import { readCmi5 } from './read-cmi5.ts'
import { readScorm } from './read-scorm.ts'

export const upload_bytes_max = 50_000_000
const unpacked_bytes_max = 200_000_000
const files_max = 2_000
const ratio_max = 200
/** Small files may be as dense as they like. */
const ratio_counts_from_bytes = 10_000_000
const path_length_max = 500

export type Package = {
  manifest: Manifest
  /** The page of each unit, by its place among the units: a path of a file, and what stands behind it. */
  pages: { path: string; parameters: string }[]
  files: ReadonlyMap<string, Uint8Array>
}

/** The course in a zip file. Throws PackageFault. */
export function openPackage(bytes: Uint8Array): Package {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new PackageFault(
      'This is not a zip file. Export the course as SCORM or cmi5, and send that file as it is.',
    )
  return packageOf(unzip(bytes))
}

/** The course in these files. Throws PackageFault. */
export function packageOf(files: ReadonlyMap<string, Uint8Array>): Package {
  const manifest = manifestOf(files)
  return { manifest, files, pages: manifest.units.map(({ url }) => pageOf(url, files)) }
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  const cmi5 = files.get('cmi5.xml')
  if (cmi5) return readCmi5(cmi5)
  const scorm = files.get('imsmanifest.xml')
  if (scorm) return readScorm(scorm)
  if ([...files.keys()].some((path) => /\/(imsmanifest|cmi5)\.xml$/i.test(path)))
    throw new PackageFault(
      'The course lies in a folder of the zip file. Zip what is in the folder, not the folder.',
    )
  throw new PackageFault('This is no SCORM or cmi5 package: it has neither imsmanifest.xml nor cmi5.xml.')
}

/** Where a unit begins. What lies elsewhere is not opened: nobody would know what it does with a learner's data. */
function pageOf(url: string, files: ReadonlyMap<string, Uint8Array>): { path: string; parameters: string } {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url))
    throw new PackageFault(
      'A part of this course lies on another web site. Only courses that bring all their files are taken.',
    )
  const [, before = '', parameters = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? []
  const path = decoded(before)
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
  if (!files.has(path))
    throw new PackageFault(`The package has no file “${path.slice(0, 200)}”, which its manifest opens.`)
  if (parameters.length > 1000) throw new PackageFault('The address of a part of this course is too long.')
  return { path, parameters }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const taken = new Set<string>()
  let unpacked_bytes = 0
  const isWanted = ({ name, packed_bytes, size_bytes, compression }: ZipEntry) => {
    const path = safePath(name)
    if (name.endsWith('/')) return false
    unpacked_bytes += size_bytes
    if (taken.size >= files_max) throw new PackageFault(`The package holds more than ${files_max} files.`)
    if (unpacked_bytes > unpacked_bytes_max)
      throw new PackageFault(`The package is larger than ${unpacked_bytes_max / 1_000_000} MB.`)
    if (size_bytes > ratio_counts_from_bytes && size_bytes > packed_bytes * ratio_max)
      throw new PackageFault(`“${path}” is packed far too tightly to be an honest file.`)
    if (compression !== 0 && compression !== 8)
      throw new PackageFault(`“${path}” is packed in a way that cannot be read. Make an ordinary zip file.`)
    if (taken.has(path)) throw new PackageFault(`The zip file holds “${path}” twice.`)
    taken.add(path)
    return true
  }
  try {
    return new Map(
      [...readZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), isWanted)].map(
        ([name, content]) => [safePath(name), content],
      ),
    )
  } catch (error) {
    if (!(error instanceof ZipDamaged)) throw error
    throw new PackageFault('The zip file is damaged or protected by a password, and cannot be read.')
  }
}

/** A zip file with a path that leads out of its folder was made to do harm, and is refused as a whole. */
function safePath(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/')
  const isOutside = /^[\\/]/.test(name) || /^[A-Za-z]:/.test(name) || parts.includes('..')
  const path = parts.filter((part) => part !== '' && part !== '.').join('/')
  if (isOutside || /[\p{Cc}\p{Cs}]/u.test(name) || path.length > path_length_max)
    throw new PackageFault('The zip file holds a path that leads out of it, or cannot be used.')
  return path
}
