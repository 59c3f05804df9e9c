/** A stylesheet that a script brings with it. */
declare module '*.css'
