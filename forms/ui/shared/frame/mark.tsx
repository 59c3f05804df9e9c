/** The mark of Ritums: the course that a thing takes, from where it begins to where it is done. The name stands beside it. */
export function Mark() {
  return (
    <svg class="ritums-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M9 23C9 14 23 18 23 9" fill="none" stroke="#fff" stroke-width="2.5" />
      <circle cx="9" cy="23" r="3.5" fill="currentColor" stroke="#fff" stroke-width="2.5" />
      <circle cx="23" cy="9" r="4" fill="#fff" />
    </svg>
  )
}
