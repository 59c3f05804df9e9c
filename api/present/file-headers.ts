/** Headers of a stored file on its way to a browser: it is saved, not opened, and never taken for something of ours. */
import type { FileView } from '../files/file-store.ts'

/** @param inline a browser may show it, within a fence; for kinds that allow it */
export function fileHeaders(
  { name, mediaType, size }: Pick<FileView, 'name' | 'mediaType' | 'size'>,
  inline: boolean,
): Readonly<Record<string, string>> {
  return {
    'Content-Type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'Content-Length': String(size),
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

/** RFC 8187: what `encodeURIComponent` leaves as it is, and the header does not take. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
