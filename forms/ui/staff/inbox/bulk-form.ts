/** Id of the form that does something with the selected tasks; boxes in the table belong to it. */
export const BULK_FORM = 'bulk'
/** Name of the boxes. */
export const SELECTED = 'task'
