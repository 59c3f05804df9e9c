/**
 * The ids of a root instance and of everything under it: found among the instances, so that the many rows of each need
 * no index by root.
 *
 * @param root the parameter that holds the root's id, e.g. `:root`
 */
export const ofRoot = (root: string): string => `SELECT id FROM process_instance WHERE root_instance_id = ${root}`
