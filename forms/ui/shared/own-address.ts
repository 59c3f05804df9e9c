/** @returns the address where it is one of our own pages, else the start: nobody is led elsewhere by a link to us. */
export function ownAddress(address: string | null): string {
  return address !== null && /^\/(?![/\\])[^\s\\]*$/.test(address) ? address : '/'
}
