/** A form with files, as a browser would send it. */

export interface Part {
  readonly field: string
  readonly value?: string | Buffer
  readonly file?: { readonly name: string; readonly content: string | Buffer; readonly type?: string }
}

const BOUNDARY = 'ritums-test-boundary'

export const MULTIPART = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` } as const

export function multipart(parts: readonly Part[]): Buffer {
  const bytes = parts.flatMap(({ field, value = '', file }) => {
    const name = file ? `; filename="${file.name}"` : ''
    const type = file ? `\r\nContent-Type: ${file.type ?? 'application/octet-stream'}` : ''
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"${name}${type}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(file ? file.content : value), Buffer.from('\r\n')]
  })
  return Buffer.concat([...bytes, Buffer.from(`--${BOUNDARY}--\r\n`)])
}
