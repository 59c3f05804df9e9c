/**
 * Limits on schemas that strangers upload. They are looked at before a schema is compiled, because compiling is what
 * takes long: ajv needs 25 s for 4 MB of repeated parts and 6 s for an enumeration of 100,000 values.
 */
export const schemaLimits = {
  /** Bytes of the schema as JSON. */
  maxBytes: 65_536,
  /** JSON values in it, of any kind. */
  maxValues: 20_000,
  /** Schemas in it: the root, each property, each branch. */
  maxSchemas: 2_000,
  /** Schemas within schemas, also through `$ref`. */
  maxDepth: 20,
  /** Values of one `enum`. */
  maxEnum: 1_000,
  /** `maxItems` of a list with `uniqueItems`, which compares each entry with each. */
  maxUniqueItems: 1_000,
  /** Characters of one `pattern`. */
  maxPatternLength: 500,
  /** Schemas that one value can meet when every `$ref` is followed. */
  maxFanOut: 10_000,
  /** The same times `maxItems` of the arrays on the way: what one check can cost at most. */
  maxSteps: 1_000_000,
  /** Weight of an object with free names that has no `maxProperties`: as many names as the general limit on data allows. */
  assumedProperties: 1_000,
} as const
