/** The mark of Ritums: a course that rises, passes its point, and goes on. The name stands beside it, so it says nothing. */
export function Mark() {
  return (
    <svg class="ritums-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M6 21c5 0 5-10 10-10s5 10 10 10" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" />
      <circle cx="16" cy="11" r="3.5" fill="#fff" />
    </svg>
  )
}
