/** `npm run bench:quick`: everything once, in short; an environment variable would be written differently on Windows. */
process.env['BENCH_QUICK'] = '1'
await import('./run.ts')
