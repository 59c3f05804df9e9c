/** Applicants without an account: the code of an application, sessions in which one looks at it, and how much one may do. */
export { Tracking, type TrackingPorts, type SentForm, type TrackingView } from './tracking.ts'
export { readTrackingCode } from './tracking-code.ts'
export { VisitorLimits, type VisitorLimitsSettings } from './visitor-limits.ts'
